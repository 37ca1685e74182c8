import { hex } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { TypeTable } from '../../core/types/typeTable';
import { findFlagWord, type NumberOrigin } from './knownFlags';

/**
 * `0x400140 <PF_FORKNOEXEC | PF_SUPERPRIV | PF_RANDOMIZE>`: a number of which every bit says something. Undefined where
 * its bits have no names here.
 */
export function flagText(value: bigint, origin: NumberOrigin, types: TypeTable): string | undefined {
  const word = findFlagWord(origin, types);
  if (!word) return undefined;
  if (value === 0n) return word.zero === undefined ? undefined : `0 <${word.zero}>`;
  const { names, mask = -1n } = word;
  const set = [...names].filter(([flag]) => (value & flag) !== 0n);
  const unnamed = set.reduce((rest, [flag]) => rest & ~flag, value & mask);
  const texts = [...set.map(([, name]) => visibleText(name)), ...(unnamed === 0n ? [] : [hex(unnamed)])];
  return texts.length === 0 ? hex(value) : `${hex(value)} <${texts.join(' | ')}>`;
}
