import { bookmark, type Bookmark } from '../bookmark';
import { count, flag, hexAddress, nothing, record, text, type Checks } from '../check';
import type { PageSettings } from '../overviewPage';
import { place, type Place } from '../place';
import { contextParams, type ContextParams, type PanelContext } from '../taskContext';
import type { MemoryRange } from './memoryRequests';

/** What every panel's page asks of the extension; what it asks of the dump is a table of its own beside this one. */
export interface PanelRequests {
  /** Asked once, first; fails where the dump cannot be opened. */
  start: { params: null; result: PanelStart };
  /** Follows a link, in this group of editors or beside it. */
  show: { params: { readonly place: Place; readonly beside: boolean }; result: null };
  /** Follows what a person typed or pasted; asks when it may mean several places. */
  goTo: { params: { readonly text: string; readonly beside: boolean }; result: null };
  back: { params: null; result: null };
  forward: { params: null; result: null };
  /** Makes the task, and a frame of its stack, what commands mean, as crash's `set` does. */
  setTask: { params: { readonly task: string; readonly frame?: number | undefined }; result: null };
  /** Asks the person for the task that commands are to mean. */
  chooseTask: { params: null; result: null };
  /** The crashing task is what commands mean again. */
  resetTask: { params: null; result: null };
  /** This panel stays with that task, whichever is set; without one it follows again. */
  keepTask: { params: ContextParams; result: null };
  /** Runs a command in the crash console. */
  runInConsole: { params: { readonly line: string }; result: null };
  /** Puts text on the clipboard: a webview may not while it lacks the focus. */
  copyText: { params: { readonly text: string }; result: null };
  /** Keeps the place among the dump's bookmarks, or forgets it where it is there. */
  toggleBookmark: { params: { readonly bookmark: Bookmark }; result: null };
  /** Asks the person for a file and writes that memory to it; null where nothing was saved. */
  saveMemory: {
    params: MemoryRange;
    result: { readonly savedBytes: number; readonly absentBytes: number } | null;
  };
}

export interface PanelStart extends PageSettings {
  readonly fileName: string;
  /** The page keeps it as `restoreKey` of its saved state: after a reload it says which dump this panel showed. */
  readonly restoreKey: string;
  readonly context: PanelContext;
  /** Of the dump. */
  readonly bookmarks: readonly Bookmark[];
  /** What the panel was opened for; absent when it comes back, and its own saved state says where it was. */
  readonly place?: Place;
}

/** What the extension tells a panel's page. */
export interface PanelEvents {
  /** A link somewhere leads here. */
  showPlace: { params: { readonly place: Place }; result: null };
  /** A command of the palette, a menu or a keybinding: `vmcore.<view>.<command>`. */
  run: { params: { readonly command: string }; result: null };
  settingsChanged: { params: PageSettings; result: null };
  /** Another task is what commands mean in this panel. */
  contextChanged: { params: PanelContext; result: null };
  /** Here or in another panel of the dump, one was kept or forgotten. */
  bookmarksChanged: { params: { readonly bookmarks: readonly Bookmark[] }; result: null };
}

export const panelChecks: Checks<PanelRequests> = {
  start: nothing,
  show: record({ place, beside: flag }),
  goTo: record({ text, beside: flag }),
  back: nothing,
  forward: nothing,
  setTask: record({ task: hexAddress, frame: contextParams.frame }),
  chooseTask: nothing,
  resetTask: nothing,
  keepTask: record(contextParams),
  runInConsole: record({ line: text }),
  copyText: record({ text }),
  toggleBookmark: record({ bookmark }),
  saveMemory: record({ address: hexAddress, sizeBytes: count(), physical: flag }),
};
