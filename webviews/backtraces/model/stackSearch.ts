import type {
  SurveyedFrame,
  SurveyedStack,
  SurveyedTask,
} from '../../../core/protocol/panels/backtracesRequests';

/** What has a stack in the list: a task, or a group of those whose stacks are equal. */
export interface StackOwner {
  /** Of its row. */
  readonly key: string;
  readonly tasks: readonly SurveyedTask[];
}

/** A row that has the text; whether it stands open or folded does not matter. */
export interface SearchHit {
  /** Place of its owner in the list. */
  readonly owner: number;
  /** crash's number of it; undefined for the owner's own row. */
  readonly frame: number | undefined;
}

/** Where in the list a person is. */
export type ListPosition = SearchHit;

/** Every task whose name or pid, and every frame whose function or module has the text, in the order of the list. */
export function findInStacks(
  text: string,
  owners: readonly StackOwner[],
  stackOf: (task: SurveyedTask) => SurveyedStack | undefined,
): readonly SearchHit[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const frames = new Map<SurveyedStack, readonly number[]>();
  const framesIn = (stack: SurveyedStack): readonly number[] => {
    const known = frames.get(stack) ?? matchingFrames(stack, wanted);
    frames.set(stack, known);
    return known;
  };
  return owners.flatMap(({ tasks }, owner) => {
    const [first] = tasks;
    const stack = first && stackOf(first);
    const isNamed = tasks.some(({ pid, comm }) =>
      `${pid ?? '??'} ${comm ?? ''}`.toLowerCase().includes(wanted),
    );
    return [
      ...(isNamed ? [{ owner, frame: undefined }] : []),
      ...(stack ? framesIn(stack).map((frame) => ({ owner, frame })) : []),
    ];
  });
}

/** The next hit behind a place, or ahead of it, round the ends of the list; its index, of at least one. */
export function hitBeside(hits: readonly SearchHit[], at: ListPosition, step: 1 | -1): number {
  const before = hits.filter((hit) => compare(hit, at) < 0).length;
  if (step === -1) return (before + hits.length - 1) % hits.length;
  const isOnHit = hits[before] !== undefined && compare(hits[before], at) === 0;
  return (before + (isOnHit ? 1 : 0)) % hits.length;
}

function matchingFrames({ frames }: SurveyedStack, wanted: string): readonly number[] {
  return frames.flatMap((frame, number) => (frameText(frame).includes(wanted) ? [number] : []));
}

function frameText({ symbol = '', module }: SurveyedFrame): string {
  return (module === undefined ? symbol : `${symbol} [${module}]`).toLowerCase();
}

function compare(a: ListPosition, b: ListPosition): number {
  return a.owner - b.owner || (a.frame ?? -1) - (b.frame ?? -1);
}
