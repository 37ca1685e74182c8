import type { SlabObject } from '../../kernel/memory/slabObject';
import type { SlabState } from '../../protocol/slabState';
import type { AddressMeanings } from './addressMeanings';
import { guardStates, slabObjectText } from './slabText';

/** Whether the object is free, and whether something wrote over what is not its own. */
export function slabState(meanings: AddressMeanings, object: SlabObject): SlabState {
  const use = meanings.useOf(object);
  const guards = meanings.slabGuards(object);
  return {
    use: use.kind,
    text: slabObjectText(object, use),
    guards: guards ? guardStates(guards) : [],
  };
}
