import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import type { Kernel } from '../../../../core/kernel/kernel';
import { symbolText } from '../../../../debug-adapter/variables/addressText';

/** A kernel whose every address is in one function. */
function kernelAt(stext: bigint | undefined): Kernel {
  const known: Partial<Record<keyof Kernel, unknown>> = {
    vmcoreinfo: { symbol: () => (stext === undefined ? undefined : virtualAddress(stext)) },
    symbols: {},
    codeNames: { nameOf: () => ({ symbol: 'schedule', offset: 0x12n }) },
  };
  return known as Kernel;
}

describe('the name of an address', () => {
  const small = 0x1_2345n;

  it('is asked for in the kernel’s half, where the machine has one', () => {
    for (const stext of [0xffff_ffff_8100_0000n, undefined]) {
      const kernel = kernelAt(stext);
      assert.equal(symbolText(kernel, 0xffff_ffff_8100_0000n), 'schedule+0x12');
      assert.equal(symbolText(kernel, 0x3ff_ff04_1e10n), undefined);
      assert.equal(symbolText(kernel, small), undefined);
    }
  });

  it('is asked for around the kernel on machines that have it below', () => {
    for (const stext of [0x3ff_fe8f_8000n, 0xc100_0000n]) {
      const kernel = kernelAt(stext);
      assert.equal(symbolText(kernel, stext), 'schedule+0x12');
      // A module's.
      assert.equal(symbolText(kernel, stext - 0x100_0000n), 'schedule+0x12');
      assert.equal(symbolText(kernel, small), undefined);
    }
  });
});
