import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareAnswers, isComparable } from '../../../../extension/console/compareAnswers';

const heading = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM\n';
const row = (pid: number, state: string): string =>
  `${String(pid).padStart(9)}       0   0  ${`ff43dbd2c12000${pid}`.padStart(16, '0')}  ${state}   0.0        0        0  [a]\n`;

describe('compareAnswers', () => {
  const two = heading + row(10, 'IN') + row(11, 'RU');

  it('counts what both state', () => {
    assert.deepEqual(compareAnswers('ps', two, two), {
      isSame: true,
      unit: 'tasks',
      common: 2,
      different: 0,
    });
    assert.deepEqual(compareAnswers('ps', heading + row(10, 'IN'), two)?.counts, { native: 2, crash: 1 });
  });

  it('finds what they state otherwise', () => {
    assert.deepEqual(compareAnswers('ps', heading + row(10, 'IN') + row(11, 'IN'), two), {
      isSame: false,
      unit: 'tasks',
      common: 2,
      different: 1,
      example: 'ff43dbd2c1200011',
    });
  });

  it('does not mind blanks, prompts, or which task is marked', () => {
    const marked = `crash> ps\n${two.replace('        11', '>       11').replaceAll(' RU  ', ' RU     ')}`;
    assert.equal(compareAnswers('ps', marked.replace(/ RU +/, ' RU   '), two)?.isSame, true);
  });

  it('compares what both know alone where one knows more', () => {
    const crash = '       TASKS: 2\n     MACHINE: x86_64  (2594 Mhz)\n    NODENAME: a\n';
    const native = '     MACHINE: x86_64\n    NODENAME: a\n';
    assert.deepEqual(compareAnswers('sys', crash, native), {
      isSame: true,
      unit: 'facts',
      common: 2,
      different: 0,
    });
    assert.equal(compareAnswers('sys', crash, native.replace(': a', ': b'))?.isSame, false);
  });

  it('takes code for the same however its padding and its operands are written', () => {
    const line = (offset: number, text: string): string =>
      `0xffffffff8100000${offset} <f${offset === 0 ? '' : `+${offset}`}>:\t${text}\n`;
    const crash = line(0, 'xchg   %ax,%ax') + line(2, 'ret    ');
    const native = line(0, 'nop') + line(2, 'ret') + line(3, 'int3') + line(4, 'nopl (%rax)');
    assert.deepEqual(compareAnswers('dis f', crash, native), {
      isSame: true,
      unit: 'instructions',
      common: 2,
      different: 0,
    });
    assert.equal(compareAnswers('dis f', crash, native.replace('ret', 'hlt'))?.isSame, false);
  });

  it('compares an object line by line', () => {
    const text = 'struct s {\n  a = 1,\n  b = 2\n}\n';
    for (const line of ['struct s ffff888000000000', '* s x', 's.a x']) {
      assert.equal(compareAnswers(line, text, text)?.isSame, true);
      assert.equal(compareAnswers(line, text, text.replace('2', '3'))?.example, 'line 3');
    }
  });

  it('says nothing about what cannot be compared', () => {
    assert.equal(isComparable('bpf'), false);
    assert.equal(isComparable('foreach bt'), true);
    assert.equal(compareAnswers('bpf', 'a', 'b'), undefined);
    assert.equal(compareAnswers('ps', '', ''), undefined);
  });

  it('takes any text, and finds it the same as itself', () => {
    const lines = fc.constantFrom(
      'bt',
      'ps',
      'sys',
      'log',
      'mod',
      'mount',
      'files',
      'kmem -i',
      'rd 0',
      'sym a',
    );
    fc.assert(
      fc.property(lines, fc.string({ unit: 'binary' }), (line, text) => {
        assert.notEqual(compareAnswers(line, text, text)?.isSame, false);
      }),
    );
  });
});
