import { virtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { StackEnd } from './stackFrame';
import { stackMissing } from './stackEnds';

const wordSizeBytes = 8;

/** Thrown out of the middle of a step, caught where the frames are collected. */
export class StackEnded extends Error {
  constructor(readonly end: StackEnd) {
    super(end.message);
  }
}

/** 64-bit words of a little-endian machine's stacks. */
export class StackMemory {
  constructor(private readonly memory: Pick<VirtualMemory, 'read'>) {}

  /** @throws StackEnded when the dump lacks the word */
  word(address: bigint): bigint {
    return this.words(address, 1)[0] ?? 0n;
  }

  /** @throws StackEnded when the dump lacks any of them */
  words(address: bigint, count: number): readonly bigint[] {
    const bytes = new Uint8Array(count * wordSizeBytes);
    const [gap] = this.memory.read(virtualAddress(address), bytes);
    if (gap) throw new StackEnded(stackMissing(virtualAddress(address + BigInt(gap.offset)), gap));
    const view = new StructView(bytes, true);
    return Array.from({ length: count }, (_, index) => view.u64(index * wordSizeBytes));
  }

  /** Words under their names. @throws StackEnded when the dump lacks any of them */
  named(address: bigint, names: readonly string[]): ReadonlyMap<string, bigint> {
    const words = this.words(address, names.length);
    return new Map(names.map((name, index) => [name, words[index] ?? 0n]));
  }
}
