import assert from 'node:assert/strict';
import { gdbCharacter, gdbString } from '../../../../../core/report/objects/gdbString';
import { gdbText } from '../../../../../core/report/objects/gdbText';
import { BtfBuilder } from '../../../../support/btfBuilder';
import { FakeObjects } from '../../../../support/fakeObjects';

describe('text as gdb prints it', () => {
  const quoted = (text: string): string => gdbString(Buffer.from(text, 'latin1'));

  it('leaves one NUL at the end out and shows the others', () => {
    assert.equal(quoted('init\0\0\0'), '"init\\000\\000"');
    assert.equal(quoted('whole'), '"whole"');
    assert.equal(quoted('\0'), '""');
  });

  it('escapes as C does, and a digit that would be taken for a part of the escape before it', () => {
    assert.equal(quoted('a"b\\\n\t\x1b'), '"a\\"b\\\\\\n\\t\\033"');
    assert.equal(quoted('\x007x'), '"\\000\\067x"');
    assert.equal(quoted('\xff'), '"\\377"');
  });

  it('ends long text with the run that reaches the limit', () => {
    assert.equal(quoted('\0'.repeat(5000)), `"${'\\000'.repeat(4999)}"`);
    assert.equal(quoted('ab'.repeat(300)), `"${'ab'.repeat(128)}"...`);
  });

  it('shows a number of one byte with its character', () => {
    assert.equal(gdbCharacter(0n), "0 '\\000'");
    assert.equal(gdbCharacter(65n), "65 'A'");
    assert.equal(gdbCharacter(-1n), "-1 '\\377'");
    assert.equal(gdbCharacter(39n), "39 '\\''");
  });
});

describe('an object as gdb prints it', () => {
  const btf = new BtfBuilder();
  const int = btf.integer('int', 4, { signed: true });
  const u8 = btf.integer('unsigned char', 1);
  const empty = btf.struct('empty', 0, []);
  const pair = btf.struct('pair', 8, [
    ['x', int, 0],
    ['y', int, 32],
  ]);
  btf.struct('all', 64, [
    ['number', int, 0],
    ['byte', u8, 32],
    ['none', empty, 64],
    ['pairs', btf.next + 1, 64],
    ['name', btf.next + 2, 192],
    ['next', btf.next + 3, 256],
    ['', btf.next + 4, 320],
  ]);
  btf.array(pair, 2);
  btf.array(u8, 8);
  btf.pointer(pair);
  btf.struct('', 4, [['inside', int, 0]]);
  const fake = new FakeObjects(btf);
  const at = fake.allocate('all');
  fake.set('all', at, { number: -5n, byte: 7n, name: 'ab', next: at });

  it('sets nested structs apart, and arrays of them in braces', () => {
    const findByAddress = (address: bigint): { name: string; address: bigint; offset: bigint } | undefined =>
      address === at ? { name: 'all_of_it', address: at, offset: 0n } : undefined;
    assert.equal(
      gdbText(fake.objects.struct('all', at), { findByAddress: findByAddress as never }),
      [
        '{',
        '  number = -5,',
        "  byte = 7 '\\a',",
        '  none = {<No data fields>},',
        '  pairs = {{',
        '      x = 0,',
        '      y = 0',
        '    }, {',
        '      x = 0,',
        '      y = 0',
        '    }},',
        '  name = "ab\\000\\000\\000\\000\\000",',
        `  next = 0x${at.toString(16)} <all_of_it>,`,
        '  {',
        '    inside = 0',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  it('says what the dump lacks in its place', () => {
    assert.match(
      gdbText(fake.objects.struct('pair', 0xffff_ffff_f000_0000n), undefined),
      /x = <error: .*lacks/,
    );
  });
});
