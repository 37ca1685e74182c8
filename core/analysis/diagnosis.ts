import type { CrashKind, Evidence, Finding, GuiltyTask } from '../protocol/verdict';
import type { CrashFrame } from './scene/crashFrame';
import type { CrashScene } from './scene/crashScene';

/** What a rule concludes. */
export interface Diagnosis {
  readonly kind: CrashKind;
  /** Begins the title: "NULL pointer dereference". */
  readonly what: string;
  /** Sentences that say what happened, without the function: that is looked for afterwards. */
  readonly text: string;
  readonly confidence: 'certain' | 'probable';
  readonly evidence: readonly Evidence[];
  /** The stack whose first function that is no plumbing is to blame; the crashing one's when left out. */
  readonly stack?: { readonly frames: readonly CrashFrame[]; readonly task?: GuiltyTask };
  /**
   * Left out, the stack's first function that is no plumbing is to blame. `bystander`: that function only ran, or asked
   * for something, when it happened. `nobody`: no function has to do with it.
   */
  readonly blame?: 'bystander' | 'nobody';
  /** As the log names the place. */
  readonly source?: { readonly file: string; readonly line: number };
  /** What belongs to the cause: who holds the lock. */
  readonly findings?: readonly Finding[];
  /** What the signature tells apart beside the kind: the reason of a panic() call. */
  readonly detail?: string;
}

/** Undefined where the scene is not of the rule's kind. */
export type Rule = (scene: CrashScene) => Diagnosis | undefined;
