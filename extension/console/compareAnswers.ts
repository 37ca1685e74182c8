import { answerForms, type FactsOfAnswer } from './answerFacts';

/** How crash's answer to a line and the native reader's go together. */
export interface Comparison {
  readonly isSame: boolean;
  /** `native: 65 tasks, crash: 4`, `native: 2 of 13 frames differ`, `native: the same 13 frames`. */
  readonly text: string;
}

/** Whether answers to that line can be compared at all. */
export function isComparable(line: string): boolean {
  return formsOf(line) !== undefined;
}

/** Undefined where neither answer holds anything that could be compared. */
export function compareAnswers(line: string, crash: string, native: string): Comparison | undefined {
  const compared = (formsOf(line) ?? []).flatMap(({ unit, factsOf, knownAlone }) => {
    const theirs = factsOf(crash);
    const ours = factsOf(native);
    return theirs.size + ours.size === 0 ? [] : [compareFacts(unit, theirs, ours, knownAlone ?? false)];
  });
  return compared.find(({ isSame }) => !isSame) ?? compared.at(-1);
}

function formsOf(line: string): (typeof answerForms)[number]['facts'] | undefined {
  return answerForms.find(({ line: pattern }) => pattern.test(line.trim()))?.facts;
}

function compareFacts(
  unit: string,
  theirs: FactsOfAnswer,
  ours: FactsOfAnswer,
  knownAlone: boolean,
): Comparison {
  if (!knownAlone && theirs.size !== ours.size) {
    return { isSame: false, text: `native: ${ours.size} ${unit}, crash: ${theirs.size}` };
  }
  const common = knownAlone ? [...ours].filter(([key]) => theirs.has(key)) : [...ours];
  const different = common.filter(([key, value]) => theirs.get(key) !== value);
  if (different.length === 0) return { isSame: true, text: `native: the same ${common.length} ${unit}` };
  const [first] = different;
  const example = first ? ` (${first[0]})` : '';
  return { isSame: false, text: `native: ${different.length} of ${common.length} ${unit} differ${example}` };
}
