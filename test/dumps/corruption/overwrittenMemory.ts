import type { PhysicalAddress, VirtualAddress } from '../../../core/base/address';
import type { DumpImage } from '../../../core/dump/dumpImage';
import type { PhysicalMemory } from '../../../core/dump/physicalMemory';
import { Kernel } from '../../../core/kernel/kernel';

/** What eight bytes of memory become. */
export interface OverwrittenWord {
  readonly at: PhysicalAddress;
  readonly value: bigint;
}

/** @throws RangeError where nothing is mapped */
export function physicalOf(kernel: Kernel, address: VirtualAddress): PhysicalAddress {
  const found = kernel.memory.translate(address);
  if (found.kind === 'fault') throw new RangeError(`0x${address.toString(16)} is not mapped`);
  return found.physical;
}

/** The same dump but for some of its parts; others may be computed when asked for, so nothing is copied. */
export function withOther(
  dump: DumpImage,
  parts: { readonly [Part in keyof DumpImage]?: unknown },
): DumpImage {
  const own = Object.entries(parts).map(([name, value]) => [name, { value }] as const);
  return Object.create(dump, Object.fromEntries(own)) as DumpImage;
}

/** The same kernel, as if its memory had held other words when it was dumped. */
export function withOverwrittenWords(kernel: Kernel, words: readonly OverwrittenWord[]): Kernel {
  const { memory } = kernel.dump;
  const changed: PhysicalMemory = {
    ranges: memory.ranges,
    read(address, into) {
      const gaps = memory.read(address, into);
      for (const { at, value } of words) overwrite(into, Number(at - address), value);
      return gaps;
    },
  };
  return new Kernel(withOther(kernel.dump, { memory: changed }));
}

function overwrite(into: Uint8Array, offset: number, value: bigint): void {
  for (let index = 0; index < 8; index++) {
    const at = offset + index;
    if (at >= 0 && at < into.length) into[at] = Number((value >> BigInt(8 * index)) & 0xffn);
  }
}
