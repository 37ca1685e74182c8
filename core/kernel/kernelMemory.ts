import type { VirtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { Gap } from '../dump/physicalMemory';

/** The kernel's memory by virtual address: what the readers of kernel objects need of an address space. */
export interface KernelMemory {
  /**
   * Fills `into` from `address`; bytes that are not there keep what `into` held before and come back as gaps, in
   * order.
   * @throws VmcoreError `read-failed` when the operating system refuses the read.
   */
  read(address: VirtualAddress, into: Uint8Array): readonly Gap[];
}

/** How the dumped machine writes numbers. */
export interface WordLayout {
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
}

/** The bytes at `address`, or undefined when any of them is missing from the dump. */
export function readWhole(
  memory: KernelMemory,
  address: VirtualAddress,
  sizeBytes: number,
  words: WordLayout,
): StructView | undefined {
  const bytes = new Uint8Array(sizeBytes);
  if (memory.read(address, bytes).length > 0) return undefined;
  return new StructView(bytes, words.littleEndian, words.wordSizeBytes);
}
