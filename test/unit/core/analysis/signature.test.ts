import assert from 'node:assert/strict';
import { analyzeLog } from '../../../../core/analysis/analyzeCrash';
import type { Verdict } from '../../../../core/protocol/verdict';
import { logOf, x86Oops } from '../../../support/oopsText';

const verdictOn = (...lines: readonly string[]): Verdict =>
  analyzeLog(logOf('Linux version 6.1.0', ...lines));

describe('the signature', () => {
  const signatureOf = (place: string, ...trace: readonly string[]): string => {
    const head = ['kernel BUG at drivers/my/drv.c:120!', 'invalid opcode: 0000 [#1] SMP'];
    return verdictOn(...x86Oops({ head, place, trace, panic: 'Fatal exception' })).signature.id;
  };
  const usual = signatureOf('my_write+0xc/0x20 [mydrv]', 'my_caller+0x1d/0x30 [mydrv]');

  it('is the same on other boots and builds', () => {
    assert.equal(
      signatureOf('my_write.constprop.0+0x1c/0x40 [mydrv]', 'my_caller.isra.0+0x2/0x8 [mydrv]'),
      usual,
    );
    assert.equal(
      signatureOf('my_write+0xc/0x20 [mydrv]', 'my_write+0xc/0x20 [mydrv]', 'my_caller.cold+0x1/0x2 [mydrv]'),
      usual,
    );
  });

  it('does not depend on what an interrupt came upon', () => {
    const inTimer = (interrupted: string): string =>
      signatureOf(
        'my_timer+0xc/0x20 [mydrv]',
        'call_timer_fn+0x27/0x130',
        'asm_sysvec_apic_timer_interrupt+0x16/0x20',
        interrupted,
      );
    assert.equal(inTimer('do_idle+0x206/0x2b0'), inTimer('vfs_write+0x235/0x3f0'));
  });

  it('is another for another function, module or kind', () => {
    const others = [
      signatureOf('my_read+0xc/0x20 [mydrv]', 'my_caller+0x1d/0x30 [mydrv]'),
      signatureOf('my_write+0xc/0x20 [other]', 'my_caller+0x1d/0x30 [mydrv]'),
      signatureOf('my_write+0xc/0x20', 'my_caller+0x1d/0x30 [mydrv]'),
    ];
    assert.equal(new Set([usual, ...others]).size, 4);
  });
});
