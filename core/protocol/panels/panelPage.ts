import { count, flag, hexAddress, nothing, record, text, type Checks } from '../check';
import type { PageSettings } from '../overviewPage';
import { place, type Place } from '../place';
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
  /** Makes the task the one that commands mean, as crash's `set` does. */
  setTask: { params: { readonly task: string }; result: null };
  /** Runs a command in the crash console. */
  runInConsole: { params: { readonly line: string }; result: null };
  /** Puts text on the clipboard: a webview may not while it lacks the focus. */
  copyText: { params: { readonly text: string }; result: null };
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
}

export const panelChecks: Checks<PanelRequests> = {
  start: nothing,
  show: record({ place, beside: flag }),
  goTo: record({ text, beside: flag }),
  back: nothing,
  forward: nothing,
  setTask: record({ task: hexAddress }),
  runInConsole: record({ line: text }),
  copyText: record({ text }),
  saveMemory: record({ address: hexAddress, sizeBytes: count(), physical: flag }),
};
