import { virtualAddress, type VirtualAddress } from '../base/address';
import type { VirtualMemory } from '../arch/virtualMemory';
import { StructView } from '../base/structView';
import type { DumpedMachine } from '../dump/dumpImage';
import type { FindAddress } from './readBtf';

/** CONFIG_NR_CPUS goes up to 8192. */
const maxCpus = 8192;

/** Where each cpu's own copy of the per-cpu variables is. */
export class PerCpu {
  constructor(
    /** The cpus that the machine may have, by number. */
    readonly cpus: readonly number[],
    /** By cpu number: what to add to the address of the variable. */
    private readonly offsets: ReadonlyMap<number, bigint>,
  ) {}

  /** Of the cpu's copy of the variable at `address`; undefined for a cpu that the machine does not have. */
  addressOn(cpu: number, address: bigint): VirtualAddress | undefined {
    const offset = this.offsets.get(cpu);
    return offset === undefined ? undefined : virtualAddress(address + offset);
  }
}

/** __per_cpu_offset of the cpus in __cpu_possible_mask; undefined where symbols or memory are missing. */
export function readPerCpu(
  memory: Pick<VirtualMemory, 'read'>,
  findAddress: FindAddress,
  machine: Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>,
): PerCpu | undefined {
  const wordBits = machine.wordSizeBytes * 8;
  const words = (name: string, count: number): StructView | undefined => {
    const address = findAddress(name);
    const bytes = new Uint8Array(count * machine.wordSizeBytes);
    if (address === undefined || memory.read(address, bytes).length > 0) return undefined;
    return new StructView(bytes, machine.littleEndian, machine.wordSizeBytes);
  };
  const count = countPossible(words);
  const offsets = new Map<number, bigint>();
  const mask = words('__cpu_possible_mask', Math.ceil(count / wordBits));
  const table = words('__per_cpu_offset', count);
  if (!mask || !table || count === 0) return undefined;
  for (let cpu = 0; cpu < count; cpu++) {
    const word = mask.word(Math.floor(cpu / wordBits) * machine.wordSizeBytes);
    if ((word >> BigInt(cpu % wordBits)) & 1n) offsets.set(cpu, table.word(cpu * machine.wordSizeBytes));
  }
  return new PerCpu([...offsets.keys()], offsets);
}

function countPossible(words: (name: string, count: number) => StructView | undefined): number {
  const count = words('nr_cpu_ids', 1)?.u32(0) ?? 0;
  return count <= maxCpus ? count : 0;
}
