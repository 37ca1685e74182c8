import assert from 'node:assert/strict';
import { analyzeLog } from '../../../../core/analysis/analyzeCrash';
import type { Verdict } from '../../../../core/protocol/verdict';
import { logOf, x86Oops } from '../../../support/oopsText';

const verdictOn = (...lines: readonly string[]): Verdict =>
  analyzeLog(logOf('Linux version 6.1.0', ...lines));

describe('what else the log tells', () => {
  const oops = x86Oops({
    head: ['BUG: kernel NULL pointer dereference, address: 0000000000000018', 'Oops: 0000 [#2] SMP'],
    place: 'my_write+0xc/0x20 [mydrv]',
    trace: ['my_caller+0x1d/0x30 [mydrv]'],
    panic: 'Fatal exception',
  });
  const codesOf = (...before: readonly string[]): readonly string[] =>
    verdictOn(...before, ...oops).findings.map(({ code }) => code);

  /** What is nearer to an oops is taken for its first lines. */
  const between = Array.from({ length: 20 }, (_, index) => `device ${index} is ready`);

  it('is found, with the records that say it', () => {
    const trouble: Readonly<Record<string, string>> = {
      'machine-check': 'mce: [Hardware Error]: Machine check events logged',
      'sanitizer-report': 'BUG: KASAN: slab-use-after-free in my_write+0xc/0x20 [mydrv]',
      'earlier-warning': 'WARNING: CPU: 1 PID: 77 at drivers/my/drv.c:120 my_write+0xc/0x20 [mydrv]',
      'hung-task': 'INFO: task worker:77 blocked for more than 120 seconds.',
      'io-error': 'blk_update_request: I/O error, dev sda, sector 2048',
      'out-of-memory': 'Out of memory: Killed process 77 (worker)',
    };
    for (const [code, line] of Object.entries(trouble)) {
      const finding = verdictOn(line, ...between, ...oops).findings.find(
        (candidate) => candidate.code === code,
      );
      assert.equal(finding?.severity, 'suspicious', code);
      assert.deepEqual(finding.evidence, [{ kind: 'log', logIndex: 1, text: line }]);
    }
    assert.deepEqual(codesOf(), ['null-dereference', 'tainted']);
  });

  it('names the modules that are not of the kernel', () => {
    const tainted = verdictOn(...oops).findings.find(({ code }) => code === 'tainted');
    assert.match(tainted?.text ?? '', /Out-of-tree module was loaded \(O\)/);
    assert.deepEqual(tainted?.evidence, [{ kind: 'module', name: 'mydrv' }]);
  });
});
