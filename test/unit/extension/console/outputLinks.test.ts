import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findOutputLinks } from '../../../../extension/console/outputLinks';

describe('findOutputLinks', () => {
  /** Each link as `what stands there → where it leads`. */
  const links = (line: string): readonly string[] =>
    findOutputLinks(line).map(({ start, end, target }) => {
      const goal = target.kind === 'text' ? target.text : target.kind === 'place' ? 'type' : 'compare';
      return `${line.slice(start, end)} → ${goal}`;
    });

  const cases: readonly (readonly [line: string, links: readonly string[]])[] = [
    [
      ' #1 [ffffc9000d35bd28] nfs_wait at ffffffff8113033d [nfs]',
      [
        'ffffc9000d35bd28 → ffffc9000d35bd28',
        'nfs_wait → ffffffff8113033d',
        'ffffffff8113033d → ffffffff8113033d',
      ],
    ],
    [
      'PID: 1234   TASK: ffff888103f9c040  CPU: 2   COMMAND: "a"',
      ['1234 → pid:1234', 'ffff888103f9c040 → ffff888103f9c040'],
    ],
    [
      '>    1234       1   0  ffff888103f9c040  RU   0.4     2304     1652  init',
      ['1234 → pid:1234', '1 → pid:1', 'ffff888103f9c040 → ffff888103f9c040'],
    ],
    ['    [exception RIP: schedule+26]', ['schedule+26 → schedule+26']],
    ['RIP: 0010:foo.cold+0x1a/0x30 [nfs]', ['foo.cold+0x1a → foo.cold+0x1a']],
    ['0xffffffff8113033d <bar+4>:\tret', ['ffffffff8113033d → ffffffff8113033d', 'bar+4 → bar+4']],
    ['ffffffff81000000 (T) _stext', ['ffffffff81000000 → ffffffff81000000', '_stext → _stext']],
    ['    struct list_head *next;', ['struct list_head → type']],
    ['≠ native: 52 tasks, crash: 2 · Compare', ['Compare → compare']],
    ['Compare', []],
    ['deadbeef 12345678901234567 0x1', []],
    ['#5  0x0000000000000000 in ?? ()', []],
    ['DATE: Sat Nov 21 08:28:48 UTC 2026', []],
  ];
  for (const [line, expected] of cases) {
    it(`finds ${expected.length} in ${line.trim()}`, () => {
      assert.deepEqual(links(line), expected);
    });
  }

  it('gives pieces of the line, in order, that do not overlap', () => {
    const word = fc.constantFrom(
      'ffffffff8113033d',
      'PID: 12',
      ' #1 [ffffc9000d35bd28] ',
      'foo+0x1a/0x30',
      'struct page',
      ' at ',
      '\n',
      '💥',
      '≠ native: Compare',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        const line = words.join('');
        let last = 0;
        for (const { start, end } of findOutputLinks(line)) {
          assert.ok(last <= start && start < end && end <= line.length);
          last = end;
        }
      }),
    );
  });

  for (const piece of ['a+', '1 ', 'struct ', '0123456789abcdef', ' #1 [', 'a.', '> 1']) {
    it(`is done soon with a line of a megabyte of “${piece}”`, () => {
      const before = performance.now();
      findOutputLinks(piece.repeat(1_000_000 / piece.length));
      assert.ok(performance.now() - before < 1000);
    });
  }
});
