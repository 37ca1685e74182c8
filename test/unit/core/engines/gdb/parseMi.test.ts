import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteLines } from '../../../../../core/engines/byteLines';
import type { MiRecord } from '../../../../../core/engines/gdb/miRecord';
import { parseMi } from '../../../../../core/engines/gdb/parseMi';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const frames =
  '12^done,stack=[frame={level="0",addr="0xffffffffaad6475a",func="panic",args=[]},frame={level="1",addr="0x0"}]';

describe('records of gdb', () => {
  it('hold what gdb said', () => {
    assert.deepEqual(plain(parseMi(frames)), {
      kind: 'result',
      token: 12,
      class: 'done',
      results: {
        stack: [
          { level: '0', addr: '0xffffffffaad6475a', func: 'panic', args: [] },
          { level: '1', addr: '0x0' },
        ],
      },
    });
    assert.deepEqual(plain(parseMi('^error,msg="No symbol \\"x\\" in current context."')), {
      kind: 'result',
      class: 'error',
      results: { msg: 'No symbol "x" in current context.' },
    });
    assert.deepEqual(plain(parseMi('*stopped,frame={addr="0x1"},thread-id="1"')), {
      kind: 'async',
      class: 'stopped',
      results: { frame: { addr: '0x1' }, 'thread-id': '1' },
    });
    assert.deepEqual(parseMi('(gdb) '), { kind: 'prompt' });
  });

  it('take text of the dump that looks like a record for text', () => {
    const text = '~"(gdb) \\n1^done\\n"';
    assert.deepEqual(parseMi(text), { kind: 'stream', channel: 'console', text: '(gdb) \n1^done\n' });
    assert.deepEqual(parseMi('Program output'), { kind: 'foreign', text: 'Program output' });
  });

  it('put the bytes of a character together again', () => {
    assert.deepEqual(parseMi('~"\\303\\244\\342\\202\\254"'), {
      kind: 'stream',
      channel: 'console',
      text: 'ä€',
    });
  });

  it('give no name of Object a meaning', () => {
    const record = parseMi('^done,__proto__={polluted="1"},constructor="2"');
    assert.equal(record.kind === 'result' && Object.keys(record.results).join(), '__proto__,constructor');
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });

  it('that break off anywhere give what came before, and end', () => {
    for (let end = 0; end <= frames.length; end++) assert.ok(parseMi(frames.slice(0, end)));
    const deep = `^done,a=${'['.repeat(50_000)}`;
    assert.equal(parseMi(deep).kind, 'result');
    assert.equal(parseMi(`^done,a=${'{a='.repeat(50_000)}`).kind, 'result');
    const signs = fc.string({ unit: fc.constantFrom(...'^ * = , { } [ ] " \\ a 1 -'.split(' ')) });
    fc.assert(
      fc.property(fc.oneof(signs, fc.string()), (line) => {
        assert.ok(parseMi(`^done,${line}`));
      }),
    );
  });

  it('are the same however their bytes arrive', () => {
    const output = Buffer.from(`~"\\303\\244"\n~"ä€"\r\n${frames}\n(gdb) \n`);
    const parsed = (sizes: readonly number[]): readonly MiRecord[] => {
      const records: MiRecord[] = [];
      const lines = new ByteLines((line) => records.push(parseMi(line)));
      let at = 0;
      for (const size of sizes) lines.push(output.subarray(at, (at += size)));
      lines.push(output.subarray(at));
      return records;
    };
    const whole = plain(parsed([]));
    for (let cut = 0; cut <= output.length; cut++) assert.deepEqual(plain(parsed([cut])), whole);
    assert.deepEqual(plain(parsed(Array.from(output, () => 1))), whole);
  });

  it('of a hundred megabytes without an end take no more memory than a line may', () => {
    const lines: number[] = [];
    const cut = new ByteLines((line) => lines.push(line.length));
    const chunk = Buffer.alloc(1024 * 1024, 0x61);
    for (let count = 0; count < 100; count++) cut.push(chunk);
    cut.push(Buffer.from('\nnext\n'));
    assert.deepEqual(lines, [16 * 1024 * 1024, 4]);
  });
});
