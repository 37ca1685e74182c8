import type { SurveyedFrame, SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { codesOnStack } from './codesOnStack';
import type { CodeOnStack } from './stackRow';
import type { KnownFunctions, StackStore } from './stackStore';

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
  /** Undefined for the owner's own row. */
  readonly code: CodeOnStack | undefined;
}

/** Where in the list a person is. */
export type ListPosition = SearchHit;

/** Every task whose name or pid, and every frame whose function or module has the text, in the order of the list. */
export function findInStacks(
  text: string,
  owners: readonly StackOwner[],
  functionsOf: (task: SurveyedTask) => KnownFunctions | undefined,
): readonly SearchHit[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const codes = new Map<KnownFunctions, readonly CodeOnStack[]>();
  const codesIn = (stack: KnownFunctions): readonly CodeOnStack[] => {
    const known = codes.get(stack) ?? matchingCodes(stack, wanted);
    codes.set(stack, known);
    return known;
  };
  return owners.flatMap(({ tasks }, owner) => {
    const [first] = tasks;
    const stack = first && functionsOf(first);
    const isNamed = tasks.some(({ pid, comm }) =>
      `${pid ?? '??'} ${comm ?? ''}`.toLowerCase().includes(wanted),
    );
    return [
      ...(isNamed ? [{ owner, code: undefined }] : []),
      ...(stack ? codesIn(stack).map((code) => ({ owner, code })) : []),
    ];
  });
}

/** The next hit behind a place, or ahead of it, round the ends of the list; its index, of at least one. */
export function hitBeside(hits: readonly SearchHit[], at: ListPosition, step: 1 | -1): number {
  const before = hits.filter((hit) => compare(hit, at) < 0).length;
  if (step === -1) return (before + hits.length - 1) % hits.length;
  const isOnHit = hits[before] !== undefined && isSamePosition(hits[before], at);
  return (before + (isOnHit ? 1 : 0)) % hits.length;
}

export function isSamePosition(a: ListPosition, b: ListPosition): boolean {
  return compare(a, b) === 0;
}

/** On how many different stacks inlined functions are not known. */
export function stacksWithoutInlined(
  owners: readonly StackOwner[],
  store: Pick<StackStore, 'knowsInlined'>,
): number {
  const firsts = owners.flatMap(({ tasks }) => tasks.slice(0, 1));
  return new Set(firsts.filter((task) => !store.knowsInlined(task)).map(({ stack }) => stack)).size;
}

function matchingCodes({ frames }: KnownFunctions, wanted: string): readonly CodeOnStack[] {
  const codes = codesOnStack(frames);
  return frames.flatMap((frame, index) => (frameText(frame).includes(wanted) ? (codes[index] ?? []) : []));
}

function frameText({ symbol = '', module }: Pick<SurveyedFrame, 'symbol' | 'module'>): string {
  return (module === undefined ? symbol : `${symbol} [${module}]`).toLowerCase();
}

/** An owner's row stands ahead of its frames, and what was inlined in a frame ahead of that. */
function compare(a: ListPosition, b: ListPosition): number {
  return (
    a.owner - b.owner ||
    (a.code?.frame ?? -1) - (b.code?.frame ?? -1) ||
    (b.code?.inlined ?? 0) - (a.code?.inlined ?? 0)
  );
}
