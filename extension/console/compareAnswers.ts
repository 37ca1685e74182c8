import { answerForms, type FactsOfAnswer, type FactUnit } from './answerFacts';

/** How crash's answer to a line and the native reader's go together. */
export interface Comparison {
  readonly isSame: boolean;
  readonly unit: FactUnit;
  /** How many facts either states, where that differs. */
  readonly counts?: { readonly native: number; readonly crash: number };
  /** Facts that both state, and how many of them otherwise. */
  readonly common: number;
  readonly different: number;
  /** What one of the different facts is of. */
  readonly example?: string;
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
  unit: FactUnit,
  theirs: FactsOfAnswer,
  ours: FactsOfAnswer,
  knownAlone: boolean,
): Comparison {
  const common = [...ours].filter(([key]) => !knownAlone || theirs.has(key));
  const different = common.filter(([key, value]) => theirs.get(key) !== value);
  const example = different[0]?.[0];
  const hasCounts = !knownAlone && theirs.size !== ours.size;
  return {
    isSame: !hasCounts && different.length === 0,
    unit,
    common: common.length,
    different: different.length,
    ...(hasCounts && { counts: { native: ours.size, crash: theirs.size } }),
    ...(example !== undefined && { example }),
  };
}
