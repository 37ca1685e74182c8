import { errorData } from '../../core/base/errors';
import type { MemoryInfo } from '../../core/protocol/panels/memoryRequests';
import type { Place, PlaceOf } from '../../core/protocol/place';
import { listenForKeys } from '../panel/keys';
import { StateKeeper } from '../shared/stateKeeper';
import { StatusLine } from '../shared/statusLine';
import { BookmarksPart } from './bookmarksPart';
import { memoryActions, memoryKeys, type MemoryAction } from './commands';
import { selectedRdCommand } from './copiedText';
import { FindPart } from './findPart';
import { InspectorPart } from './inspectorPart';
import type { MemoryControls } from './memoryControls';
import { MemoryHeader } from './memoryHeader';
import { MemoryJumps } from './memoryJumps';
import { layOutMemory } from './memoryLayout';
import type { MemoryHost } from './memoryRequests';
import { MemoryRows } from './memoryRows';
import { addressText, memoryPlace, physicalSpace, virtualSpace } from './model/addressSpace';
import { parsePanelState, savedPanelState, type PanelState } from './model/panelState';
import type { RowLayout } from './model/rowLayout';
import { lengthOf, selectByte, selectRange, type Selection } from './model/selection';
import { NowhereNote } from './nowhereNote';
import { PagePart } from './pagePart';
import { RegionStrip } from './regionStrip';
import { ShownMemory } from './shownMemory';
import { strings } from './strings';
import { TypeOverlay } from './typeOverlay';

/** The memory panel: rows of bytes, and beside them what the selected ones mean. */
export class MemoryView implements MemoryControls {
  readonly root: HTMLElement;
  readonly shown: ShownMemory;
  readonly find: FindPart;
  readonly overlay: TypeOverlay;
  readonly bookmarks: BookmarksPart;
  readonly page: PagePart;
  readonly jumps: MemoryJumps;
  private readonly status = new StatusLine();
  private readonly rows: MemoryRows;
  private readonly header: MemoryHeader;
  private readonly inspector: InspectorPart;
  private readonly nowhere: NowhereNote;
  private readonly regions: RegionStrip;
  private readonly keeper: StateKeeper<object>;
  private readonly actions: Readonly<Record<string, MemoryAction>> = memoryActions;

  constructor(
    readonly host: MemoryHost,
    info: MemoryInfo,
  ) {
    const state = parsePanelState(host.savedState);
    this.shown = new ShownMemory(host, info, state, this.redraw, this.report);
    this.jumps = new MemoryJumps(this.shown, this.report);
    const follow = (place: Place, beside: boolean): void => void this.jumps.follow(place, beside);
    this.keeper = new StateKeeper(host, () => savedPanelState(this.state));
    this.overlay = new TypeOverlay(this.shown, follow, this.redraw, this.say);
    this.inspector = new InspectorPart(this.shown, follow);
    this.page = new PagePart(this.shown, follow, this.report);
    this.find = new FindPart(this.shown, {
      go: ({ address, space }) => void this.jumps.follow(memoryPlace(address, space)),
      closed: () => {
        this.rows.focus();
      },
    });
    this.bookmarks = new BookmarksPart(this.shown, follow, this.say);
    this.nowhere = new NowhereNote(this.shown, follow);
    this.regions = new RegionStrip(this.shown, (address) => void this.jumps.to(address), this.report);
    this.rows = new MemoryRows(this.shown, this.overlay, {
      follow,
      select: (selection) => {
        this.select(selection);
      },
      seen: (first, last) => {
        this.seen(first, last);
      },
    });
    this.header = new MemoryHeader(this);
    this.root = layOutMemory(this, {
      header: this.header,
      regions: this.regions,
      rows: this.rows,
      nowhere: this.nowhere,
      inspector: this.inspector,
      status: this.status,
    });
    listenForKeys(memoryKeys, host.settings, (command) => {
      this.run(command);
    });
    this.resetRows(state.top ?? this.shown.start);
    if (state.page) this.page.open();
    if (state.overlay) void this.overlay.apply(state.overlay.type, state.overlay.address);
    this.header.update();
  }

  /** A link led here; without an address, the view stays as it is. */
  show(place: Place | undefined): void {
    if (place?.view === 'memory' && place.address !== undefined) this.showAt(BigInt(place.address), place);
    this.rows.focus();
  }

  run(command: string): void {
    const action = this.actions[command];
    if (action) Promise.resolve(action(this)).catch(this.report);
  }

  async goTo(text: string, beside: boolean): Promise<void> {
    if (await this.jumps.toText(text, beside)) this.status.clearNote();
  }

  selectAt(address: bigint): void {
    this.select(selectByte(address));
  }

  changeLayout(change: Partial<RowLayout>): void {
    const { top } = this.rows;
    this.shown.layout = { ...this.shown.layout, ...change };
    this.resetRows(top);
    this.header.update();
  }

  togglePage(): void {
    this.page.toggle();
    this.header.update();
    this.keeper.soon();
  }

  togglePhysical(): void {
    this.shown.space = this.shown.space.physical ? virtualSpace : physicalSpace;
    this.shown.selection = selectByte(this.shown.space.physical ? 0n : BigInt(this.shown.info.start));
    this.resetRows(this.shown.start);
    this.header.update();
  }

  readonly say = (text: string): void => {
    this.status.showNote(text);
  };

  readonly report = (error: unknown): void => {
    const { message, nextStep } = errorData(error);
    this.status.showNote([message, nextStep].filter(Boolean).join(' '));
  };

  private showAt(address: bigint, { physical, sizeBytes, translation }: PlaceOf<'memory'>): void {
    const space = physical ? physicalSpace : virtualSpace;
    const isOther = space !== this.shown.space;
    this.shown.space = space;
    if (isOther) this.resetRows(address);
    this.select(selectRange(address, sizeBytes ?? 1, space.end));
    if (translation) this.page.open();
    this.header.update();
    // The link that is followed next may take the page away at once.
    this.keeper.now();
  }

  private select(selection: Selection): void {
    this.shown.selection = selection;
    this.rows.moveTo(selection.head);
    this.update();
  }

  private resetRows(top: bigint): void {
    this.rows.reset(top);
    this.update();
  }

  private seen(first: bigint, last: bigint): void {
    this.shown.loader.want(first, last + this.shown.rowBytes);
    this.nowhere.update(first, last);
    this.regions.update(this.rows.top);
    this.keeper.soon();
  }

  private readonly redraw = (): void => {
    this.rows.refresh();
    this.update();
  };

  private update(): void {
    this.inspector.update();
    this.page.update();
    const { selection, start, loader } = this.shown;
    const name = loader.nameAt(start);
    this.status.showCounts(
      [addressText(start), strings.selected(lengthOf(selection)), name].filter(Boolean).join(' · '),
    );
    this.header.showCommand(selectedRdCommand(this.shown));
    this.keeper.soon();
  }

  private get state(): PanelState {
    const { space, layout, selection } = this.shown;
    return {
      space,
      top: this.rows.top,
      cursor: selection.head,
      width: layout.width,
      pointers: layout.pointers,
      page: this.page.isOpen,
      overlay: this.overlay.state,
    };
  }
}
