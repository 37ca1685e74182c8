import type { BookmarksPart } from './bookmarksPart';
import type { FindPart } from './findPart';
import type { MemoryJumps } from './memoryJumps';
import type { MemoryHost } from './memoryRequests';
import type { RowLayout } from './model/rowLayout';
import type { PagePart } from './pagePart';
import type { ShownMemory } from './shownMemory';
import type { TypeOverlay } from './typeOverlay';

/** What the header and the commands do with the panel. */
export interface MemoryControls {
  readonly host: MemoryHost;
  readonly shown: ShownMemory;
  readonly find: FindPart;
  readonly overlay: TypeOverlay;
  readonly bookmarks: BookmarksPart;
  readonly page: PagePart;
  readonly jumps: MemoryJumps;
  run(command: string): void;
  /** What a person typed into the box, of which bytes are wanted here. */
  goTo(text: string, beside: boolean): Promise<void>;
  /** Moves without a jump, as scrolling does. */
  selectAt(address: bigint): void;
  changeLayout(change: Partial<RowLayout>): void;
  togglePhysical(): void;
  /** Shows what page the cursor is in, or no longer. */
  togglePage(): void;
  say(text: string): void;
  report(error: unknown): void;
}
