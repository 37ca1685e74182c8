import { hex, physicalAddress, virtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import { visibleText } from '../base/visibleText';
import type { Kernel } from '../kernel/kernel';
import type { Task } from '../kernel/task';
import type { MemoryMeanings, NamedOffset, WordMeaning } from '../protocol/panels/memoryRequests';
import type { AddressMeaning, AddressMeanings } from './addressMeanings';

/** Symbols begin at any byte, but hardly any two of them within these. */
const nameStepBytes = 8;

/** What stands in a run of memory, and what its words point to. */
export function readMemoryMeanings(
  kernel: Kernel,
  meanings: AddressMeanings,
  start: bigint,
  sizeBytes: number,
  physical: boolean,
): MemoryMeanings {
  const { wordSizeBytes, littleEndian } = kernel.dump.machine;
  const bytes = new Uint8Array(sizeBytes);
  // Absent words stay 0, which points nowhere.
  if (physical) kernel.dump.memory.read(physicalAddress(start), bytes);
  else kernel.memory.read(virtualAddress(start), bytes);
  const view = new StructView(bytes, littleEndian, wordSizeBytes);
  const words: WordMeaning[] = [];
  const first = Number(-start & BigInt(wordSizeBytes - 1));
  for (let offset = first; offset + wordSizeBytes <= sizeBytes; offset += wordSizeBytes) {
    const pointer = view.word(offset);
    const meaning = meanings.find(pointer);
    if (meaning) words.push({ offset, ...wordMeaning(meaning, pointer) });
  }
  return { names: physical ? [] : namesIn(meanings, start, sizeBytes), words };
}

/** The variable or function that the range begins in, and all that begin in it. */
function namesIn(meanings: AddressMeanings, start: bigint, sizeBytes: number): readonly NamedOffset[] {
  const names: NamedOffset[] = [];
  for (let offset = 0; offset < sizeBytes; offset += nameStepBytes) {
    // The last byte of the step: a symbol that begins inside of it counts.
    const found = meanings.symbolAt(start + BigInt(offset + nameStepBytes - 1));
    if (found?.kind !== 'symbol') continue;
    const begins = offset + nameStepBytes - 1 - Number(found.offset);
    if (begins >= offset) names.push({ offset: begins, text: symbolText({ ...found, offset: 0n }) });
    else if (offset === 0) names.push({ offset, text: symbolText({ ...found, offset: BigInt(-begins) }) });
  }
  return names;
}

function wordMeaning(meaning: AddressMeaning, pointer: bigint): Omit<WordMeaning, 'offset'> {
  const { kind } = meaning;
  const address = hex(pointer);
  switch (kind) {
    case 'symbol': {
      const text = symbolText(meaning);
      const crash = visibleText(`${meaning.name}${meaning.offset === 0n ? '' : `+${meaning.offset}`}`);
      return meaning.isCode
        ? { kind, text, crash, place: { view: 'disassembly', address } }
        : { kind, text, crash, place: { view: 'memory', address } };
    }
    case 'task':
      return {
        kind,
        text: `${taskText(meaning.task)}${offsetText(meaning.offset)}`,
        crash: crashObject(pointer, 'task_struct'),
        place: { view: 'backtraces', task: hex(meaning.task.address) },
      };
    case 'stack':
      return {
        kind,
        text: `stack of ${taskText(meaning.task)}`,
        place: { view: 'memory', address },
      };
    case 'slab':
      return {
        kind,
        text: `[${visibleText(meaning.object.cacheName)}]${offsetText(meaning.offset)}`,
        crash: crashObject(pointer, visibleText(meaning.object.cacheName)),
        place: { view: 'memory', address },
      };
  }
}

function symbolText({ name, module, offset }: AddressMeaning & { readonly kind: 'symbol' }): string {
  return visibleText(`${name}${offsetText(offset)}${module === undefined ? '' : ` [${module}]`}`);
}

function crashObject(pointer: bigint, cacheName: string): string {
  return `[${pointer.toString(16)}:${cacheName}]`;
}

export function taskText({ pid, comm }: Task): string {
  return `task ${pid ?? '??'} ${visibleText(comm ?? '??')}`;
}

function offsetText(offset: bigint): string {
  if (offset === 0n) return '';
  return offset > 0n ? `+${hex(offset)}` : `-${hex(-offset)}`;
}
