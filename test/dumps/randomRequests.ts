import { physicalAddress, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import type { ReadRequest } from './lab/peerReads';
import { random } from './randomNumbers';

/** Every run asks the same of the same dump. */
const SEED = 20_240_229;
const WORD = 8;
/** Kernel addresses have their high bits set; below that lie user addresses and most data. */
const LOWEST_KERNEL_ADDRESS = 0xff00_0000_0000_0000n;

/** Addresses anywhere in the RAM that the dump describes, aligned to eight bytes. */
export function randomPhysical(kernel: Kernel, count: number): ReadRequest[] {
  const next = random(SEED);
  const pick = pickerOfRam(kernel, next);
  return Array.from({ length: count }, () => ({ address: pick(), isPhysical: true }));
}

/**
 * Kernel pointers that lie in the dump's memory: where the kernel's own data leads, through every kind of mapping
 * that it uses (direct map, image, vmalloc, vmemmap, per-cpu). Much that looks like a pointer is none; of what leads
 * nowhere in vmcore's eyes a fifth of the sample is kept, for the peer to say whether that is so.
 */
export function randomVirtual(kernel: Kernel, count: number): ReadRequest[] {
  const next = random(SEED + 1);
  const pick = pickerOfRam(kernel, next);
  const page = new BigUint64Array(512);
  const found = new Set<bigint>();
  let astray = 0;
  for (let tries = 0; found.size < count && tries < 100 * count; tries++) {
    const start = pick() & ~0xfffn;
    if (kernel.dump.memory.read(physicalAddress(start), new Uint8Array(page.buffer)).length > 0) continue;
    const pointers = page.filter((word) => word >= LOWEST_KERNEL_ADDRESS);
    // A few of each page, lest one page full of pointers makes up the sample.
    for (let taken = 0; taken < 4 && pointers.length > 0 && found.size < count; taken++) {
      const pointer = pointers[next() % pointers.length] ?? 0n;
      const address = pointer & ~BigInt(WORD - 1);
      const leadsNowhere = kernel.memory.read(virtualAddress(address), new Uint8Array(WORD)).length > 0;
      if (leadsNowhere && ++astray > count / 5) continue;
      found.add(address);
    }
  }
  return [...found].map((address) => ({ address, isPhysical: false }));
}

function pickerOfRam(kernel: Kernel, next: () => number): () => bigint {
  const ranges = [...kernel.dump.memory.ranges];
  const total = ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
  return () => {
    const position = ((BigInt(next()) << 32n) | BigInt(next())) % total;
    let left = position - (position % BigInt(WORD));
    for (const { start, sizeBytes } of ranges) {
      if (left < sizeBytes) return start + left;
      left -= sizeBytes;
    }
    throw new RangeError('The dump describes no RAM.');
  };
}
