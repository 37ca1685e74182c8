import { hex, physicalAddress, virtualAddress } from '../../core/base/address';
import type { Gap } from '../../core/dump/physicalMemory';
import { maxReadSizeBytes } from '../../core/protocol/dumpHost';
import type { DapHandlers } from './dapRequests';
import { memoryReferenceUnfit } from './errors';
import type { SessionState } from './sessionState';

/** Memory by virtual address, and with `phys:` before it by physical address. */
export function memoryHandlers(state: SessionState): Pick<DapHandlers, 'readMemory'> {
  return {
    readMemory: ({ memoryReference, offset = 0, count }) => {
      const { kernel } = state.dump;
      const { isPhysical, address } = parseMemoryReference(memoryReference);
      const start = address + BigInt(offset);
      const bytes = new Uint8Array(Math.min(Math.max(count, 0), maxReadSizeBytes));
      const gaps = isPhysical
        ? kernel.dump.memory.read(physicalAddress(start), bytes)
        : kernel.memory.read(virtualAddress(start), bytes);
      return { address: `${isPhysical ? 'phys:' : ''}${hex(start)}`, ...upToGap(bytes, gaps) };
    },
  };
}

interface MemoryReference {
  readonly isPhysical: boolean;
  readonly address: bigint;
}

/** @throws VmcoreError `bad-memory-reference` */
export function parseMemoryReference(text: string): MemoryReference {
  const [, physical, digits] = /^(phys:)?(0x[0-9a-f]{1,16}|\d{1,20})$/i.exec(text.trim()) ?? [];
  if (digits === undefined) throw memoryReferenceUnfit(text);
  return { isPhysical: physical !== undefined, address: BigInt.asUintN(64, BigInt(digits)) };
}

/** DAP tells of one run of bytes and of one gap behind it: the client asks again for what follows. */
function upToGap(
  bytes: Uint8Array,
  gaps: readonly Gap[],
): { readonly data?: string; readonly unreadableBytes?: number } {
  const readable = bytes.subarray(0, gaps[0]?.offset);
  return {
    ...(readable.length > 0 && { data: Buffer.from(readable).toString('base64') }),
    ...(gaps.length > 0 && { unreadableBytes: lengthOfFirstGap(gaps) }),
  };
}

/** Gaps of different reasons can follow each other without a byte between. */
function lengthOfFirstGap(gaps: readonly Gap[]): number {
  const start = gaps[0]?.offset ?? 0;
  let end = start;
  for (const { offset, sizeBytes } of gaps) if (offset === end) end += sizeBytes;
  return end - start;
}
