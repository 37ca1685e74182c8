import type { TypeTable } from '../../core/types/typeTable';

/** More than anybody reads: the next letter narrows it. */
const maxNames = 100;

/**
 * Names of structs and unions for what was typed so far: those that begin with it, then those that have it in them, then
 * those that have its letters in order; short ones first.
 */
export function completeType(types: TypeTable, typed: string): readonly string[] {
  const text = typed
    .trim()
    .replace(/^(struct|union) +/, '')
    .toLowerCase();
  if (text === '') return [];
  const ranked: [string[], string[], string[]] = [[], [], []];
  for (const name of new Set(types.structNames())) {
    const rank = rankOf(name.toLowerCase(), text);
    if (rank !== undefined) ranked[rank].push(name);
  }
  return ranked
    .flatMap((names) => names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)))
    .slice(0, maxNames);
}

function rankOf(name: string, text: string): 0 | 1 | 2 | undefined {
  if (name.startsWith(text)) return 0;
  if (name.includes(text)) return 1;
  let at = 0;
  for (const letter of text) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 2;
}
