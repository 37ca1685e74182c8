import type { StackGroup } from './stackGroups';
import type { WordMeaning } from '../../../core/protocol/panels/memoryRequests';
import type { FrameData } from '../../../core/protocol/backtraceData';
import type { FrameVariable, SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { registerLines } from '../../../core/protocol/registerText';
import { schedulerDepth } from './functionKinds';
import { trustOf, type ShownFrame, type ShownStack, type Trust } from './shownStack';

/** One line of the list. Its key stays the same while things above it come and go. */
export type StackRow =
  | {
      readonly kind: 'task';
      readonly key: string;
      readonly level: 1 | 2;
      readonly task: SurveyedTask;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly level: 1;
      readonly group: StackGroup;
      readonly expanded: boolean;
    }
  | {
      /** The tasks of a group. */
      readonly kind: 'members';
      readonly key: string;
      readonly level: 2;
      readonly group: StackGroup;
      readonly expanded: boolean;
    }
  | FrameRow
  | (StackPart & { readonly kind: 'boundary'; readonly frame: ShownFrame })
  /** Behind it the task was in user mode; expanded, its registers there. */
  | (StackPart & { readonly kind: 'user-mode'; readonly expanded: boolean | undefined })
  | (StackPart & { readonly kind: 'folded'; readonly count: number })
  | (StackPart & { readonly kind: 'cut'; readonly message: string })
  | DetailRow
  | { readonly kind: 'hidden'; readonly key: string; readonly level: 1; readonly count: number };

interface StackPart {
  readonly key: string;
  readonly level: 2;
  /** Whose stack it is on. */
  readonly owner: SurveyedTask;
}

export interface FrameRow extends StackPart {
  readonly kind: 'frame';
  readonly frame: ShownFrame;
  /** As crash counts: inlined functions have none. */
  readonly number: number | undefined;
  /** Among all frames, the inlined ones too. */
  readonly index: number;
  readonly trust: Trust;
  readonly isOpenable: boolean;
  /** Undefined where there is nothing more to tell. */
  readonly expanded: boolean | undefined;
}

/** One line about a frame. */
export interface DetailRow {
  readonly kind: 'detail';
  readonly key: string;
  readonly level: 3;
  readonly owner: SurveyedTask;
  readonly detail: FrameDetail;
}

/** A way out of waiting. */
export interface DetailAction {
  readonly label: string;
  readonly run: () => void;
}

/** What is told of a frame beside its one line. */
export type FrameDetail =
  | { readonly kind: 'text'; readonly text: string }
  /** A note about what is missing, or on its way. */
  | { readonly kind: 'note'; readonly text: string; readonly action?: DetailAction }
  | { readonly kind: 'variable'; readonly variable: FrameVariable }
  | {
      readonly kind: 'word';
      readonly address: string;
      /** Undefined where the dump lacks it. */
      readonly value: string | undefined;
      readonly meaning: WordMeaning | undefined;
    };

/** What of a frame is asked for when it is first opened, or that it is on its way. */
export interface LateDetails {
  readonly variables: readonly FrameDetail[];
  readonly words: readonly FrameDetail[];
}

/** What a list of rows depends on beside the stacks themselves. */
export interface RowOptions {
  readonly isExpanded: (key: string, byDefault: boolean) => boolean;
  readonly foldScheduler: boolean;
  /** What is there of a task's stack; undefined before it has arrived. */
  readonly stackOf: (task: SurveyedTask) => ShownStack | undefined;
  /** Of a frame that is expanded, beside its registers. */
  readonly detailsOf: (owner: SurveyedTask, number: number) => LateDetails;
}

export function taskKey({ task, cpu }: SurveyedTask): string {
  return `task ${task ?? `cpu ${String(cpu)}`}`;
}

export function groupKey({ stack }: Pick<StackGroup, 'stack'>): string {
  return `group ${stack}`;
}

export function frameKey(ownerKey: string, number: number): string {
  return `${ownerKey} #${number}`;
}

/** A task, and its stack below it where it is expanded. */
export function* taskRows(task: SurveyedTask, byDefault: boolean, options: RowOptions): Generator<StackRow> {
  const key = taskKey(task);
  const expanded = options.isExpanded(key, byDefault);
  yield { kind: 'task', key, level: 1, task, expanded };
  if (expanded) yield* framesOf(key, task, options);
}

/** A group; below it where it is expanded its tasks, and the stack of the first of them. */
export function* groupRows(group: StackGroup, options: RowOptions): Generator<StackRow> {
  const key = groupKey(group);
  const expanded = options.isExpanded(key, false);
  yield { kind: 'group', key, level: 1, group, expanded };
  const [first] = group.tasks;
  if (!expanded || !first) return;
  const membersKey = `${key} tasks`;
  const membersExpanded = options.isExpanded(membersKey, false);
  yield { kind: 'members', key: membersKey, level: 2, group, expanded: membersExpanded };
  if (membersExpanded) {
    for (const task of group.tasks) {
      yield { kind: 'task', key: `${key} ${taskKey(task)}`, level: 2, task, expanded: false };
    }
  }
  yield* framesOf(key, first, options);
}

function* framesOf(key: string, owner: SurveyedTask, options: RowOptions): Generator<StackRow> {
  const stack = options.stackOf(owner);
  if (!stack) return;
  const { frames, end } = stack;
  const folded = options.foldScheduler ? schedulerDepth(frames) : 0;
  let number = 0;
  if (folded > 0) {
    yield { kind: 'folded', key: `${key} folded`, level: 2, owner, count: folded };
    number = frames.slice(0, folded).filter(({ inlined }) => !inlined).length;
  }
  for (const [offset, frame] of frames.slice(folded).entries()) {
    const index = folded + offset;
    // The functions inlined at the place that was interrupted come ahead of its own.
    if (frame.kind === 'interrupted' && frames[index - 1]?.pc !== frame.pc) {
      yield { kind: 'boundary', key: `${key} boundary ${index}`, level: 2, owner, frame };
    }
    const own = frame.inlined ? undefined : number++;
    yield* frameRows(
      key,
      { owner, frame, number: own, index, isOpenable: stack.openable.has(index) },
      options,
    );
  }
  if (end.kind === 'user-mode') yield* userModeRows(`${key} user`, owner, stack, options);
  else if (end.kind !== 'bottom')
    yield { kind: 'cut', key: `${key} cut`, level: 2, owner, message: end.message };
}

function* userModeRows(
  key: string,
  owner: SurveyedTask,
  { end }: ShownStack,
  { isExpanded }: RowOptions,
): Generator<StackRow> {
  const details = registerDetails(end);
  const expanded = details.length > 0 ? isExpanded(key, false) : undefined;
  yield { kind: 'user-mode', key, level: 2, owner, expanded };
  if (expanded) yield* detailRows(key, owner, details);
}

function* detailRows(key: string, owner: SurveyedTask, details: readonly FrameDetail[]): Generator<StackRow> {
  for (const [line, detail] of details.entries()) {
    yield { kind: 'detail', key: `${key} ${line}`, level: 3, owner, detail };
  }
}

function* frameRows(
  ownerKey: string,
  parts: Pick<FrameRow, 'owner' | 'frame' | 'number' | 'index' | 'isOpenable'>,
  { isExpanded, detailsOf }: RowOptions,
): Generator<StackRow> {
  const { owner, frame, number, index } = parts;
  const key = number === undefined ? `${ownerKey} inlined ${index}` : frameKey(ownerKey, number);
  const expanded = number === undefined ? undefined : isExpanded(key, false);
  yield { kind: 'frame', key, level: 2, trust: trustOf(frame), expanded, ...parts };
  if (!expanded || number === undefined) return;
  const { variables, words } = detailsOf(owner, number);
  yield* detailRows(key, owner, [...variables, ...registerDetails(frame), ...words]);
}

function registerDetails({
  registers,
}: {
  readonly registers?: FrameData['registers'] | undefined;
}): readonly FrameDetail[] {
  if (!registers) return [];
  return [...registerLines(registers)].map((line) => ({ kind: 'text', text: line.trimEnd() }));
}
