import type { FrameData } from '../../../core/protocol/backtraceData';
import type { SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { registerRows } from '../../../core/protocol/text/registerText';
import { codesOnStack } from './codesOnStack';
import { schedulerDepth } from './functionKinds';
import { trustOf, type ShownStack } from './shownStack';
import type { StackGroup } from './stackGroups';
import {
  frameKey,
  groupKey,
  taskKey,
  type CodeOnStack,
  type FrameDetail,
  type FrameRow,
  type LateDetails,
  type StackRow,
} from './stackRow';

/** What a list of rows depends on beside the stacks themselves. */
export interface RowOptions {
  readonly isExpanded: (key: string, byDefault: boolean) => boolean;
  readonly foldScheduler: boolean;
  /** What is there of a task's stack; undefined before it has arrived. */
  readonly stackOf: (task: SurveyedTask) => ShownStack | undefined;
  /** Of a frame that is expanded, beside its registers. */
  readonly detailsOf: (owner: SurveyedTask, code: CodeOnStack) => LateDetails;
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
  const codes = codesOnStack(frames);
  if (folded > 0) yield { kind: 'folded', key: `${key} folded`, level: 2, owner, count: folded };
  for (const [index, frame] of frames.entries()) {
    const code = codes[index];
    if (index < folded || !code) continue;
    // The functions inlined at the place that was interrupted come ahead of its own.
    if (frame.kind === 'interrupted' && frames[index - 1]?.pc !== frame.pc) {
      yield { kind: 'boundary', key: `${key} boundary ${index}`, level: 2, owner, frame };
    }
    yield* frameRows(
      key,
      {
        owner,
        frame,
        number: frame.inlined ? undefined : code.frame,
        index,
        code,
        isOpenable: stack.openable.has(index),
      },
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
  parts: Pick<FrameRow, 'owner' | 'frame' | 'number' | 'index' | 'code' | 'isOpenable'>,
  { isExpanded, detailsOf }: RowOptions,
): Generator<StackRow> {
  const { owner, frame, number, code } = parts;
  const key = frameKey(ownerKey, code);
  const expanded = isExpanded(key, false);
  yield { kind: 'frame', key, level: 2, trust: trustOf(frame), expanded, ...parts };
  if (!expanded) return;
  const { variables, words } = detailsOf(owner, code);
  // Registers and words are those of the frame that an inlined function is part of.
  const ofFrame = number === undefined ? [] : [...registerDetails(frame), ...words];
  yield* detailRows(key, owner, [...variables, ...ofFrame]);
}

function registerDetails({
  registers,
}: {
  readonly registers?: FrameData['registers'] | undefined;
}): readonly FrameDetail[] {
  if (!registers) return [];
  return Array.from(registerRows(registers), (row) => ({ kind: 'registers', registers: row }));
}
