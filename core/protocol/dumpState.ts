import type { ErrorData } from '../base/errors';
import { oneOf } from './check';
import type { Overview } from './overview';

/** What a person can do about a dump that does not show; each is a button. `cancel` gives up opening it. */
export const remedies = ['retry', 'cancel', 'open-as-text', 'open-with', 'show-output'] as const;
export type Remedy = (typeof remedies)[number];
export const remedy = oneOf(...remedies);

/** An open dump as its editors and panels see it. */
export type DumpState =
  /** `progress`, in bytes, comes when all of the memory has to be searched. */
  | { readonly kind: 'opening'; readonly progress?: { readonly done: number; readonly total: number } }
  | { readonly kind: 'open'; readonly overview: Overview }
  /** It could not be opened; nothing of it is known. */
  | { readonly kind: 'failed'; readonly error: ErrorData; readonly remedies: readonly Remedy[] }
  /** Its dump host died; `overview` is what was known before. */
  | {
      readonly kind: 'stopped';
      readonly error: ErrorData;
      readonly remedies: readonly Remedy[];
      readonly overview?: Overview;
    };
