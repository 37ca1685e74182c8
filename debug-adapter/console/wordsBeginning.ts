import {
  maxCompletions,
  type Completion,
  type LineCompletions,
} from '../../core/protocol/panels/consoleRequests';

/** Those of the candidates that begin with `word`, each once, and how far they agree. */
export function wordsBeginning(word: string, candidates: Iterable<Completion>): LineCompletions {
  const found = new Map<string, Completion>();
  let common: string | undefined;
  for (const candidate of candidates) {
    const { text } = candidate;
    if (!text.startsWith(word) || found.has(text)) continue;
    found.set(text, candidate);
    common = common === undefined ? text : commonBeginning(common, text);
  }
  const items = [...found.values()].sort((a, b) => compareTexts(a.text, b.text)).slice(0, maxCompletions);
  return { word, common: common ?? word, items, total: found.size };
}

function commonBeginning(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Numbers by their value. */
function compareTexts(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  return Number.isNaN(first - second) ? (a < b ? -1 : 1) : first - second;
}
