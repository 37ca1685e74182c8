import type { Place } from '../../../core/protocol/place';
import type { RegisterText } from '../../../core/protocol/text/registerText';

/** The kernel's half begins there or above it on each machine, whatever its page tables; poison and flags lie below. */
const firstKernelAddress = 0xff00000000000000n;
/** Negative error numbers lie above (MAX_ERRNO of include/linux/err.h). */
const lastKernelAddress = 0xfffffffffffff000n;
/** The register that says what is executed. */
const programCounters = new Set(['rip', 'pc']);

/** Where the value of a register leads; undefined for NULL, for numbers, and for user addresses, which are another process's. */
export function registerPlace({ name, value }: Pick<RegisterText, 'name' | 'value'>): Place | undefined {
  const address = BigInt(value);
  if (address < firstKernelAddress || address > lastKernelAddress) return undefined;
  return { view: programCounters.has(name) ? 'disassembly' : 'memory', address: value };
}
