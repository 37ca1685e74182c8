import { hex } from '../../base/address';
import { visibleText } from '../../base/visibleText';
import type { Task } from '../../kernel/tasks/task';
import type { AddressMeaning, SlabMeaning, SymbolMeaning } from './addressMeanings';

/** In a few words: `init_task+0x10`, `task 1 systemd`, `[kmalloc-64]+0x8`, `[kmalloc-64]+0x8 free`. */
export function meaningText(meaning: AddressMeaning): string {
  switch (meaning.kind) {
    case 'symbol':
      return symbolText(meaning);
    case 'task':
      return `${taskText(meaning.task)}${offsetText(meaning.offset)}`;
    case 'stack':
      return `stack of ${taskText(meaning.task)}`;
    case 'slab':
      return slabText(meaning);
  }
}

function slabText({ object, use, offset }: SlabMeaning): string {
  const place = `[${visibleText(object.slab.cacheName)}]${offsetText(offset)}`;
  return use.kind === 'free' ? `${place} free` : place;
}

export function symbolText({ name, module, offset }: SymbolMeaning): string {
  return visibleText(`${name}${offsetText(offset)}${module === undefined ? '' : ` [${module}]`}`);
}

export function taskText({ pid, comm }: Task): string {
  return `task ${pid ?? '??'} ${visibleText(comm ?? '??')}`;
}

/** Nothing for 0. */
export function offsetText(offset: bigint): string {
  if (offset === 0n) return '';
  return offset > 0n ? `+${hex(offset)}` : `-${hex(-offset)}`;
}
