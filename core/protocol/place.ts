import { count, flag, hexAddress, optional, record, text, type Check } from './check';
import { VmcoreError } from '../base/errors';

/** The views of a dump, by the names that their commands and panels have. */
export const placeViews = [
  'overview',
  'backtraces',
  'log',
  'memory',
  'tasks',
  'structure',
  'disassembly',
] as const;
export type PlaceView = (typeof placeViews)[number];

/**
 * What a view can be asked to show: where a link leads, and what "back" goes back to. Addresses are hex strings. With its
 * view alone, a place is the view as it stands, or where it begins by itself.
 */
export type Place =
  | { readonly view: 'overview'; readonly module?: string | undefined }
  /** One task's stack, by the address of its task_struct. */
  | { readonly view: 'backtraces'; readonly task?: string | undefined; readonly frame?: number | undefined }
  | { readonly view: 'log'; readonly record?: number | undefined }
  | {
      readonly view: 'memory';
      readonly address?: string | undefined;
      readonly sizeBytes?: number | undefined;
      readonly physical?: boolean | undefined;
      /** With what page the address is in, crash's vtop. */
      readonly translation?: boolean | undefined;
    }
  /** A task among all; with `locks`, who waits for which lock beside it. */
  | { readonly view: 'tasks'; readonly task?: string | undefined; readonly locks?: boolean | undefined }
  /** An object of the C type, such as `struct task_struct`; without an address, the type's layout. */
  | { readonly view: 'structure'; readonly type?: string | undefined; readonly address?: string | undefined }
  /** The function around the address, with the registers of that frame of a task's stack. */
  | {
      readonly view: 'disassembly';
      readonly address?: string | undefined;
      readonly task?: string | undefined;
      readonly frame?: number | undefined;
    };

export type PlaceOf<View extends PlaceView> = Extract<Place, { readonly view: View }>;

const checks: { readonly [View in PlaceView]: Check<Omit<PlaceOf<View>, 'view'>> } = {
  overview: record({ module: optional(text) }),
  backtraces: record({ task: optional(hexAddress), frame: optional(count()) }),
  log: record({ record: optional(count()) }),
  memory: record({
    address: optional(hexAddress),
    sizeBytes: optional(count()),
    physical: optional(flag),
    translation: optional(flag),
  }),
  tasks: record({ task: optional(hexAddress), locks: optional(flag) }),
  structure: record({ type: optional(text), address: optional(hexAddress) }),
  disassembly: record({
    address: optional(hexAddress),
    task: optional(hexAddress),
    frame: optional(count()),
  }),
};

/** A place as it arrives from a page, or from what a page saved. */
export const place: Check<Place> = (value, name) => {
  const view = typeof value === 'object' && value !== null ? (value as { view?: unknown }).view : undefined;
  const known = placeViews.find((candidate) => candidate === view);
  if (!known) {
    throw new VmcoreError(
      'bad-request',
      `A message was refused: “${name}” names no view.`,
      'Reload the window; if it happens again, please report it.',
    );
  }
  return { view: known, ...checks[known](value, name) };
};

/** A place, and what stands there, for a person who has to choose. */
export interface PlaceChoice {
  readonly place: Place;
  /** `schedule+0x12 [nfs]`, `task 1234 mysqld`. */
  readonly label: string;
  /** What is shown there: "code", "bytes of memory". */
  readonly detail: string;
}
