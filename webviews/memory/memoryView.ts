import { errorData } from '../../core/base/errors';
import type { MemoryInfo } from '../../core/protocol/panels/memoryRequests';
import type { Place } from '../../core/protocol/place';
import { listenForKeys } from '../panel/keys';
import { element } from '../shared/element';
import { StatusLine } from '../shared/statusLine';
import { BookmarksPart } from './bookmarksPart';
import { memoryActions, memoryKeys, type MemoryAction } from './commands';
import { selectionAfterKey } from './cursorKeys';
import { FindPart } from './findPart';
import { findMemory } from './findMemory';
import { InspectorPart } from './inspectorPart';
import { MemoryGrid } from './memoryGrid';
import type { MemoryControls } from './memoryControls';
import { MemoryHeader } from './memoryHeader';
import type { MemoryHost } from './memoryRequests';
import {
  addressText,
  memoryPlace,
  physicalSpace,
  virtualSpace,
  type AddressSpace,
} from './model/addressSpace';
import { parsePanelState, savedPanelState } from './model/panelState';
import { bytesPerRow, type RowLayout } from './model/rowLayout';
import { lengthOf, selectByte, selectRange, type Selection } from './model/selection';
import { NowhereNote } from './nowhereNote';
import { maxCopiedBytes, rdCommand } from './copiedText';
import { PagePart } from './pagePart';
import { RegionStrip } from './regionStrip';
import { paintRow } from './rowPainter';
import { ShownMemory } from './shownMemory';
import { strings } from './strings';
import { TypeOverlay } from './typeOverlay';

const saveAfterMs = 300;

/** The memory panel: rows of bytes, and beside them what the selected ones mean. */
export class MemoryView implements MemoryControls {
  readonly root: HTMLElement;
  readonly shown: ShownMemory;
  readonly status = new StatusLine();
  readonly grid: MemoryGrid;
  private readonly header: MemoryHeader;
  private readonly inspector: InspectorPart;
  private readonly page: PagePart;
  readonly find: FindPart;
  readonly overlay: TypeOverlay;
  readonly bookmarks: BookmarksPart;
  private readonly nowhere: NowhereNote;
  private readonly regions: RegionStrip;
  private readonly actions: Readonly<Record<string, MemoryAction>> = memoryActions;
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: MemoryHost,
    info: MemoryInfo,
  ) {
    const state = parsePanelState(host.savedState);
    this.shown = new ShownMemory(
      host,
      info,
      state,
      () => {
        this.redraw();
      },
      (error) => {
        this.report(error);
      },
    );
    const follow = (place: Place, beside: boolean): void => void this.jump(place, beside);
    this.overlay = new TypeOverlay(
      this.shown,
      follow,
      () => {
        this.redraw();
      },
      (text) => {
        this.say(text);
      },
    );
    this.header = new MemoryHeader(this);
    this.inspector = new InspectorPart(this.shown, follow);
    this.page = new PagePart(this.shown, follow);
    this.find = new FindPart(this.shown, ({ address, space }) => void this.jump(memoryPlace(address, space)));
    this.bookmarks = new BookmarksPart(this.shown, state.bookmarks, follow, (text) => {
      this.say(text);
      this.saveSoon();
    });
    this.nowhere = new NowhereNote(this.shown, follow);
    this.regions = new RegionStrip(
      this.shown,
      (address) => void this.jumpTo(address),
      (error) => {
        this.report(error);
      },
    );
    this.grid = new MemoryGrid({
      label: strings.memory,
      render: (row) =>
        paintRow(
          {
            loader: this.shown.loader,
            layout: this.shown.layout,
            selection: this.shown.selection,
            dumpLevel: info.dumpLevel,
            follow,
            overlayIn: (address, sizeBytes) => this.overlay.membersIn(address, sizeBytes),
          },
          row * this.shown.rowBytes,
        ),
      seen: (first, last) => {
        this.seen(first, last);
      },
      picked: (row, offset, extend) => {
        const at = row * this.shown.rowBytes + BigInt(offset);
        this.select({ anchor: extend ? this.shown.selection.anchor : at, head: at });
      },
      key: (event) => this.moveByKey(event),
    });
    this.root = element(
      'div',
      { class: 'panel memory' },
      this.header.root,
      element(
        'main',
        {},
        this.regions.root,
        element('div', { class: 'rows-part' }, this.grid.root, this.nowhere.root),
        element(
          'aside',
          { class: 'details' },
          this.inspector.root,
          this.page.root,
          this.find.root,
          this.bookmarks.root,
        ),
      ),
      this.status.root,
    );
    listenForKeys(memoryKeys, host.settings, (command) => {
      this.run(command);
    });
    this.resetRows(state.top ?? this.shown.start);
    this.header.update();
    if (state.overlay) void this.overlay.apply(state.overlay.type, state.overlay.address);
  }

  /** A link led here; without an address, the view stays as it is. */
  show(place: Place | undefined): void {
    if (place?.view === 'memory' && place.address !== undefined) {
      const space = place.physical ? physicalSpace : virtualSpace;
      this.showIn(space, BigInt(place.address), place.sizeBytes ?? 1);
    }
    this.grid.root.focus();
  }

  run(command: string): void {
    const action = this.actions[command];
    if (!action) return;
    Promise.resolve(action(this)).catch((error: unknown) => {
      this.report(error);
    });
  }

  /** Follows a link: a jump, which "back" comes back from; so where it begins has to be known as a place, too. */
  async jump(place: Place, beside = false): Promise<void> {
    try {
      const here = memoryPlace(this.shown.start, this.shown.space);
      if (!beside) await this.host.ask('show', { place: here, beside: false });
      await this.host.ask('show', { place, beside });
    } catch (error) {
      this.report(error);
    }
  }

  jumpTo(address: bigint): Promise<void> {
    return this.jump(memoryPlace(address, this.shown.space));
  }

  /** What a person typed into the box, of which bytes are wanted here. */
  async goTo(text: string, beside: boolean): Promise<void> {
    try {
      await this.jump(await findMemory(this.host, text, this.shown.space), beside);
      this.status.clearNote();
    } catch (error) {
      this.report(error);
    }
  }

  /** Moves without a jump, as scrolling does. */
  select(selection: Selection): void {
    this.shown.selection = selection;
    this.grid.moveTo(this.shown.rowOf(selection.head));
    this.update();
  }

  selectAt(address: bigint): void {
    this.select(selectByte(address));
  }

  changeLayout(change: Partial<RowLayout>): void {
    const top = this.grid.top * this.shown.rowBytes;
    this.shown.layout = { ...this.shown.layout, ...change };
    this.resetRows(top);
    this.header.update();
  }

  togglePage(): void {
    this.page.toggle();
    this.header.update();
  }

  get isPageShown(): boolean {
    return !this.page.root.hidden;
  }

  togglePhysical(): void {
    this.shown.space = this.shown.space.physical ? virtualSpace : physicalSpace;
    this.shown.selection = selectByte(this.shown.space.physical ? 0n : BigInt(this.shown.info.start));
    this.resetRows(this.shown.start);
    this.header.update();
  }

  say(text: string): void {
    this.status.showNote(text);
  }

  report(error: unknown): void {
    const { message, nextStep } = errorData(error);
    this.status.showNote([message, nextStep].filter(Boolean).join(' '));
  }

  private showIn(space: AddressSpace, address: bigint, sizeBytes: number): void {
    const isOther = space !== this.shown.space;
    this.shown.space = space;
    if (isOther) this.resetRows(address);
    this.select(selectRange(address, sizeBytes, space.end));
    this.header.update();
    // The link that is followed next may take the page away at once.
    this.save();
  }

  private resetRows(top: bigint): void {
    this.grid.reset(this.shown.space.end / this.shown.rowBytes, this.shown.rowOf(top));
    this.update();
  }

  private moveByKey(event: KeyboardEvent): boolean {
    const { selection, space, layout } = this.shown;
    const next = selectionAfterKey(event, selection, space, layout, this.grid.pageRows);
    if (next) this.select(next);
    return next !== undefined;
  }

  private seen(first: bigint, last: bigint): void {
    const { rowBytes, loader } = this.shown;
    loader.want(first * rowBytes, (last + 1n) * rowBytes);
    this.nowhere.update(first * rowBytes, last * rowBytes);
    this.regions.update(this.grid.top * rowBytes);
    this.saveSoon();
  }

  private redraw(): void {
    this.grid.refresh();
    this.update();
  }

  private update(): void {
    this.inspector.update();
    this.page.update();
    const { selection, start, loader } = this.shown;
    const name = loader.nameAt(start);
    this.status.showCounts(
      [addressText(start), strings.selected(lengthOf(selection)), name].filter(Boolean).join(' · '),
    );
    this.header.showCommand(rdCommandOf(this.shown));
    this.saveSoon();
  }

  private saveSoon(): void {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => {
      this.save();
    }, saveAfterMs);
  }

  private save(): void {
    const { space, layout, selection } = this.shown;
    const state = {
      space,
      top: this.grid.top * BigInt(bytesPerRow(layout)),
      cursor: selection.head,
      width: layout.width,
      pointers: layout.pointers,
      overlay: this.overlay.state,
      bookmarks: this.bookmarks.all,
    };
    this.host.saveState(savedPanelState(state));
  }
}

/** Undefined where more is selected than crash would be asked for. */
function rdCommandOf(shown: ShownMemory): string | undefined {
  if (lengthOf(shown.selection) > maxCopiedBytes) return undefined;
  return rdCommand(shown, shown.layout.pointers ? 'words' : 'bytes');
}
