import type { Rule } from '../diagnosis';

/** lib/list_debug.c (CONFIG_DEBUG_LIST); a BUG or a WARN follows. */
const pattern = /\b(list_add|list_del) corruption\b.*|(list_add) double add:.*/;

export const listCorruption: Rule = (scene) => {
  const isConsequence =
    /kernel BUG at .*list_debug\.c|^WARNING: .*(list_debug|__list_(add|del))|corruption|double add/;
  const found = isConsequence.test(scene.message) ? scene.findNear(pattern) : undefined;
  if (!found) return undefined;
  const [said] = found.match;
  const poisoned = /LIST_POISON|dead0000000001/.test(said);
  const why = poisoned
    ? 'The entry had been taken off the list already.'
    : /double add/.test(said)
      ? 'The entry was on the list already.'
      : 'An entry, or its neighbour, was freed, overwritten, or changed without the lock.';
  return {
    kind: 'list-corruption',
    what: 'List corruption',
    text: `The links of a list contradict each other: ${said}. ${why}`,
    confidence: 'certain',
    evidence: [scene.logEvidence(found.line.logIndex)],
  };
};
