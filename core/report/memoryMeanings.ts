import { hex, physicalAddress, virtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import { visibleText } from '../base/visibleText';
import type { Kernel } from '../kernel/kernel';
import type { Task } from '../kernel/task';
import type { MemoryMeanings, NameInRange, WordMeaning } from '../protocol/panels/memoryRequests';
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
function namesIn(meanings: AddressMeanings, start: bigint, sizeBytes: number): readonly NameInRange[] {
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

/** In a few words: `init_task+0x10`, `task 1 systemd`, `[kmalloc-64]+0x8`. */
export function meaningText(meaning: AddressMeaning): string {
  switch (meaning.kind) {
    case 'symbol':
      return symbolText(meaning);
    case 'task':
      return `${taskText(meaning.task)}${offsetText(meaning.offset)}`;
    case 'stack':
      return `stack of ${taskText(meaning.task)}`;
    case 'slab':
      return `[${visibleText(meaning.object.cacheName)}]${offsetText(meaning.offset)}`;
  }
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
        crash: crashObject(pointer, visibleText(meaning.object.cacheName)),
        place: memory,
      };
  }
}

export function symbolText({ name, module, offset }: AddressMeaning & { readonly kind: 'symbol' }): string {
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
