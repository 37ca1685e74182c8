import type { Kernel } from '../../core/kernel/kernel';

/** Well-known data that is in every dump, for a panel that was opened without an address. */
const firstPlaces = ['init_task', 'init_uts_ns', 'linux_banner', '_stext'];

/** Where the memory panel begins by itself: at data that a person can recognise. */
export function startOfMemory(kernel: Kernel): bigint {
  for (const name of firstPlaces) {
    const address = kernel.findAddress(name);
    if (address !== undefined) return address;
  }
  return 0n;
}
