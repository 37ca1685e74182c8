import { hex, physicalAddress, virtualAddress } from '../../base/address';
import { StructView } from '../../base/structView';
import { visibleText } from '../../base/visibleText';
import type { VirtualMemory } from '../../arch/virtualMemory';
import type { Kernel } from '../../kernel/kernel';
import type { MemoryRegion } from '../../kernel/memory/memoryRegions';
import { isUserAddress } from '../../kernel/tasks/processMemory';
import type { MemoryMeanings, NameInRange, WordMeaning } from '../../protocol/panels/memoryRequests';
import type { AddressMeaning, AddressMeanings } from './addressMeanings';
import { meaningText } from './meaningText';
import { regionText, type ProcessRegions } from './processRegions';
import { slabObjectsIn } from './slabObjectsIn';

/** Symbols begin at any byte, but hardly any two of them within these. */
const nameStepBytes = 8;

/** The process whose user addresses are meant. */
export interface MeantProcess {
  readonly memory: VirtualMemory;
  readonly regions: ProcessRegions;
}

/**
 * What stands in a run of memory, and what its words point to.
 * @param process without one, user addresses mean nothing
 */
export function readMemoryMeanings(
  kernel: Kernel,
  meanings: AddressMeanings,
  start: bigint,
  sizeBytes: number,
  physical: boolean,
  process?: MeantProcess,
): MemoryMeanings {
  const { wordSizeBytes, littleEndian } = kernel.dump.machine;
  const bytes = new Uint8Array(sizeBytes);
  // Absent words stay 0, which points nowhere.
  if (physical) kernel.dump.memory.read(physicalAddress(start), bytes);
  else (process && isUserAddress(start) ? process : kernel).memory.read(virtualAddress(start), bytes);
  const view = new StructView(bytes, littleEndian, wordSizeBytes);
  const words: WordMeaning[] = [];
  const first = Number(-start & BigInt(wordSizeBytes - 1));
  for (let offset = first; offset + wordSizeBytes <= sizeBytes; offset += wordSizeBytes) {
    const pointer = view.word(offset);
    const meaning = meanings.find(pointer);
    if (meaning) words.push({ offset, ...wordMeaning(meaning, pointer) });
    // Whose page of physical memory it is, nobody knows.
    const region = physical ? undefined : process?.regions.find(pointer);
    if (region) words.push({ offset, ...regionMeaning(region, pointer) });
  }
  if (physical) return { names: [], words };
  if (isUserAddress(start)) return { names: process?.regions.namesIn(start, sizeBytes) ?? [], words };
  return {
    names: [...symbolsIn(meanings, start, sizeBytes), ...slabObjectsIn(meanings, start, sizeBytes)],
    words,
  };
}

/** The variable or function that the range begins in, and all that begin in it. */
function symbolsIn(meanings: AddressMeanings, start: bigint, sizeBytes: number): readonly NameInRange[] {
  const names: NameInRange[] = [];
  for (let offset = 0; offset < sizeBytes; offset += nameStepBytes) {
    // The last byte of the step: a symbol that begins inside of it counts.
    const last = offset + nameStepBytes - 1;
    const found = meanings.symbolAt(start + BigInt(last));
    if (!found) continue;
    const begins = last - Number(found.offset);
    if (begins < offset && offset > 0) continue;
    names.push({
      offset: Math.max(0, begins),
      name: visibleText(found.name),
      into: Math.max(0, -begins),
      ...(found.module !== undefined && { module: visibleText(found.module) }),
    });
  }
  return names;
}

function wordMeaning(meaning: AddressMeaning, pointer: bigint): Omit<WordMeaning, 'offset'> {
  const { kind } = meaning;
  const text = meaningText(meaning);
  const memory = { view: 'memory', address: hex(pointer) } as const;
  switch (kind) {
    case 'symbol': {
      const { name, offset, isCode } = meaning;
      const crash = visibleText(`${name}${offset === 0n ? '' : `+${offset}`}`);
      const place = isCode ? ({ view: 'disassembly', address: hex(pointer) } as const) : memory;
      return { kind, text, crash, place };
    }
    case 'task': {
      const place = { view: 'backtraces', task: hex(meaning.task.address) } as const;
      return { kind, text, crash: crashObject(pointer, 'task_struct'), place };
    }
    case 'stack':
      return { kind, text, place: memory };
    case 'slab':
      return {
        kind,
        text,
        crash: crashObject(pointer, visibleText(meaning.object.slab.cacheName)),
        place: memory,
      };
  }
}

function regionMeaning(region: MemoryRegion, pointer: bigint): Omit<WordMeaning, 'offset'> {
  return {
    kind: 'region',
    text: regionText(region, pointer),
    place: { view: 'memory', address: hex(pointer) },
  };
}

function crashObject(pointer: bigint, cacheName: string): string {
  return `[${pointer.toString(16)}:${cacheName}]`;
}
