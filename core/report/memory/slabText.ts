import { formatAddress } from '../../base/address';
import { visibleText } from '../../base/visibleText';
import type { GuardState } from '../../protocol/slabState';
import type { GuardDamage, SlabGuards } from '../../kernel/memory/slabDebug';
import type { SlabObject } from '../../kernel/memory/slabObject';
import type { FreeObjectHolder, SlabUse } from '../../kernel/memory/slabUse';

/** `free object 3 of 32 in kmalloc-64, on the list of cpu 1`. */
export function slabObjectText(object: SlabObject, use: SlabUse): string {
  const { cacheName } = object.slab;
  return `${useAndPlace(object, use)} in ${visibleText(cacheName)}${detailOf(use)}`;
}

/** `allocated object 3 of 32`; of objects counted from 1. */
export function useAndPlace({ slab, index }: SlabObject, use: SlabUse): string {
  const place = `object ${index + 1} of ${slab.count}`;
  return use.kind === 'unknown' ? place : `${use.kind} ${place}`;
}

function detailOf(use: SlabUse): string {
  switch (use.kind) {
    case 'allocated':
      return '';
    case 'free':
      return holderText(use.holder);
    case 'unknown':
      return use.reason === 'not dumped'
        ? '; the dump lacks what tells whether it is free'
        : '; the list of free objects of its slab is damaged, so it may be free';
  }
}

function holderText(holder: FreeObjectHolder): string {
  switch (holder.kind) {
    case 'slab':
      return '';
    case 'cpu':
      return `, on the free list of cpu ${holder.cpu}`;
    case 'sheaf':
      return `, in a sheaf of cpu ${holder.cpu}`;
    case 'barn':
      return ', in a sheaf of its node';
  }
}

/** What SLUB's debugging says of the object; nothing where it is off. */
export function guardStates({ kept, damage }: SlabGuards): readonly GuardState[] {
  return kept.map((kind) => {
    const damaged = damage.find((each) => each.kind === kind);
    return { text: damaged ? damageText(damaged) : `${kind} whole`, isDamaged: damaged !== undefined };
  });
}

function damageText({ kind, address, found, expected }: GuardDamage): string {
  const byte = (value: number): string => value.toString(16).padStart(2, '0');
  return `${kind} overwritten: ${byte(found)} at ${formatAddress(address)}, not ${byte(expected)}`;
}
