import { count, flag, nothing, oneOf, optional, record, type Checks } from './check';
import type { CrashSource } from './crashSource';
import type { CrashStacks } from './crashStacks';
import type { LoadedModulesData } from './moduleData';
import type { Verdict } from './verdict';
import { place, type Place } from './place';
import { remedy, type DumpState, type Remedy } from './dumpState';

export const copyFormats = ['crash', 'markdown'] as const;
/** Copied text reads as crash prints it, or as Markdown around that. */
export type CopyFormat = (typeof copyFormats)[number];

/** What of the person's settings a page follows. */
export interface PageSettings {
  readonly singleKeyShortcuts: boolean;
}

/** What the overview page asks of the extension. Nothing in it names a path or a command. */
export interface OverviewPageRequests {
  /** The page is ready to show states; the answer is the present one. */
  ready: { params: null; result: { readonly state: DumpState; readonly settings: PageSettings } };
  /** Of the dump whose overview shows; asked when it does, so that nothing waits for them. */
  crashStacks: { params: null; result: CrashStacks };
  /** Takes longer still: debuginfo is found and read. Null where there is none. */
  crashSource: { params: null; result: CrashSource | null };
  /** Shows the source of that frame of `crashSource`, where it is openable. */
  openSource: { params: { readonly frame: number }; result: null };
  /** Comes after the stacks. */
  verdict: { params: null; result: Verdict };
  /** Asked when the stacks are there. */
  modules: { params: null; result: LoadedModulesData };
  /** Shows the whole log, at record `logIndex` where given. */
  showLog: { params: { readonly logIndex?: number | undefined }; result: null };
  /** Follows a link to another view, in this group of editors or beside it. */
  show: { params: { readonly place: Place; readonly beside: boolean }; result: null };
  copy: { params: { readonly format: CopyFormat }; result: null };
  /** By which the same crash is known elsewhere. */
  copySignature: { params: null; result: null };
  /** Asks where to, and in which form. */
  saveReport: { params: null; result: null };
  remedy: { params: { readonly remedy: Remedy }; result: null };
}

export const overviewPageChecks: Checks<OverviewPageRequests> = {
  ready: nothing,
  crashStacks: nothing,
  crashSource: nothing,
  openSource: record({ frame: count() }),
  verdict: nothing,
  modules: nothing,
  showLog: record({ logIndex: optional(count()) }),
  show: record({ place, beside: flag }),
  copy: record({ format: oneOf(...copyFormats) }),
  copySignature: nothing,
  saveReport: nothing,
  remedy: record({ remedy }),
};

/** What the extension tells the overview page. */
export interface OverviewPageEvents {
  stateChanged: { params: DumpState; result: null };
  settingsChanged: { params: PageSettings; result: null };
  /** Brings that module of the list into sight. */
  showModule: { params: { readonly name: string }; result: null };
}
