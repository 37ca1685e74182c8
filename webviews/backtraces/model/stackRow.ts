import type {
  CodeFrame,
  FrameVariable,
  SurveyedTask,
} from '../../../core/protocol/panels/backtracesRequests';
import type { RegisterText } from '../../../core/protocol/text/registerText';
import type { WordMeaning } from '../../../core/protocol/panels/memoryRequests';
import type { ShownFrame, Trust } from './shownStack';
import type { StackGroup } from './stackGroups';

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
  /** The frame that it is, or that it was compiled into. */
  readonly code: CodeOnStack;
  readonly expanded: boolean;
}

/** A frame by crash's number of it, or of the functions inlined there, counted inwards from the frame's own, which is 0. */
export interface CodeOnStack extends Pick<CodeFrame, 'frame'> {
  readonly inlined: number;
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
  /** A row of them. */
  | { readonly kind: 'registers'; readonly registers: readonly RegisterText[] }
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

export function taskKey({ task, cpu }: SurveyedTask): string {
  return `task ${task ?? `cpu ${String(cpu)}`}`;
}

export function groupKey({ stack }: Pick<StackGroup, 'stack'>): string {
  return `group ${stack}`;
}

export function frameKey(ownerKey: string, { frame, inlined }: CodeOnStack): string {
  return `${ownerKey} #${frame}${inlined > 0 ? ` inlined ${inlined}` : ''}`;
}
