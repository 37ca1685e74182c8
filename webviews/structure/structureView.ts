import { errorData } from '../../core/base/errors';
import type {
  FoundObject,
  ObjectRoot,
  StructureRequests,
} from '../../core/protocol/panels/structureRequests';
import type { Place } from '../../core/protocol/place';
import { listenForKeys } from '../panel/keys';
import type { PanelHost, PanelView } from '../panel/panelPage';
import { element } from '../shared/element';
import { Overlay } from '../shared/overlay';
import { StatusLine } from '../shared/statusLine';
import { structureActions, structureKeys, type StructureAction, type StructureParts } from './commands';
import { LevelLoader, type ShownObject } from './levelLoader';
import { ListPrompt } from './listPrompt';
import { MemberGrid } from './memberGrid';
import { MemberSearch } from './memberSearch';
import { MemberTree, type TreeLine } from './model/memberTree';
import { parsePanelState } from './model/panelState';
import { PinnedObjects } from './model/pinnedObjects';
import { differingRows, pathOf } from './model/rowFilter';
import { addressText, crashCommand } from './model/rowText';
import { ObjectLine } from './objectLine';
import { RowDetails } from './rowDetails';
import { strings } from './strings';
import { StructureHeader } from './structureHeader';

/** What the panel shows by itself: the task that crashed. */
const firstObject = { type: '', address: 'current' };

/** The panel: an object of the kernel as a tree, beside it those that are pinned. */
export class StructureView implements PanelView, StructureParts {
  readonly root: HTMLElement;
  readonly tree: MemberTree;
  readonly grid: MemberGrid;
  readonly header: StructureHeader;
  readonly search: MemberSearch;
  readonly prompt: ListPrompt;
  readonly pins: PinnedObjects;
  readonly status = new StatusLine();
  private readonly overlay = new Overlay();
  private readonly objectLine = new ObjectLine();
  private readonly details: RowDetails;
  private readonly loader: LevelLoader;
  private readonly actions: Readonly<Record<string, StructureAction>> = structureActions;
  private found: FoundObject | undefined;
  private hex: boolean;
  private onlyDifferences: boolean;
  /** Of the row that is current as soon as it is there. */
  private wanted: string;

  constructor(readonly host: PanelHost<StructureRequests>) {
    const saved = parsePanelState(host.savedState);
    this.hex = saved.hex;
    this.onlyDifferences = saved.onlyDifferences;
    this.wanted = saved.current;
    this.pins = new PinnedObjects(saved.pins);
    this.tree = new MemberTree(saved.expanded, saved.lists);
    this.search = new MemberSearch(host);
    this.loader = new LevelLoader(host, this.tree, () => {
      this.update();
    });
    const follow = (place: Place, beside: boolean): void => void this.jump(place, beside);
    this.details = new RowDetails(follow);
    this.header = new StructureHeader(host, {
      pick: (type, address) => void this.pick(type, address),
      filter: (text) => void this.filter(text),
      run: (command) => {
        this.run(command);
      },
      leave: () => {
        this.grid.focus();
      },
      failed: this.failed,
    });
    this.grid = new MemberGrid(this.tree, {
      follow,
      toggle: (line) => {
        this.toggle(line);
      },
      open: (line, beside) => {
        this.open(line, beside);
      },
      moved: (line) => {
        this.details.show(line);
        this.save();
      },
    });
    this.prompt = new ListPrompt(
      host,
      () => {
        this.grid.focus();
      },
      this.failed,
    );
    this.root = element(
      'div',
      { class: 'panel structure' },
      this.header.root,
      element('main', {}, this.objectLine.root, this.grid.root, this.overlay.root),
      this.details.root,
      this.prompt.root,
      this.status.root,
    );
    listenForKeys(structureKeys, host.settings, (command) => {
      this.run(command);
    });
    this.restored = saved.root;
    this.restoredFilter = saved.filter;
  }

  /** What was looked at before the page was gone. */
  private restored: ObjectRoot | undefined;
  private restoredFilter: string;

  show(place: Place | undefined): void {
    const { restored } = this;
    this.restored = undefined;
    if (place?.view === 'structure' && (place.type !== undefined || place.address !== undefined))
      void this.find({ type: place.type ?? '', address: place.address ?? '' });
    else if (restored) void this.restore(restored);
    else if (!this.found) void this.find(firstObject, true);
    this.grid.focus();
  }

  run(command: string): void {
    const action = this.actions[command];
    if (action) Promise.resolve(action(this)).catch(this.failed);
  }

  get object(): ShownObject | undefined {
    const root = this.found && rootOf(this.found);
    return root && { root, hex: this.hex, beside: this.pins.beside(root) };
  }

  /** Follows a link; where it begins is known to "back", too, since links are followed from rows. */
  async jump(place: Place, beside: boolean): Promise<void> {
    try {
      await this.host.ask('show', { place, beside });
    } catch (error) {
      this.failed(error);
    }
  }

  /** Enter: where the value leads, else what is inside of it. */
  open(line: TreeLine, beside: boolean): void {
    const target = line.row?.target;
    if (target) void this.jump(target, beside);
    else this.toggle(line);
  }

  toggle(line: TreeLine): void {
    if (line.kind === 'more') this.tree.showMore(line.path);
    else if (line.isExpanded) this.tree.collapse(line.path);
    else if (line.row?.hasRows) this.tree.expand(line.path);
    else return;
    this.update();
  }

  toggleHex(): void {
    this.hex = !this.hex;
    this.readAnew();
  }

  togglePin(): void {
    const root = this.object?.root;
    if (root?.address === undefined) {
      this.status.showNote(strings.layoutUnpinned);
      return;
    }
    this.pins.toggle({ type: root.type, address: root.address });
    if (this.pins.has(root)) this.status.showNote(strings.pinned(addressText(root.address)));
    else this.status.clearNote();
    this.readAnew();
  }

  toggleDifferences(): void {
    if (!this.onlyDifferences && (this.object?.beside.length ?? 0) === 0) {
      this.status.showNote(strings.nothingPinned);
      return;
    }
    this.onlyDifferences = !this.onlyDifferences;
    this.update();
  }

  /** Shows the members alone whose name or value has the words in it; all of them for none. */
  async filter(text: string): Promise<void> {
    const { object } = this;
    if (text.trim() === '' || object?.root.address === undefined) {
      this.clearFilter();
      return;
    }
    try {
      const found = await this.search.run(text, object);
      if (!found) return;
      const { isComplete, paths } = found;
      for (const [key, count] of this.search.found?.parents ?? [])
        this.tree.expandAtLeast(pathOf(key), count);
      const clear = { label: strings.clearFilter, run: this.clearFilter };
      if (paths.length === 0) this.status.showNote(strings.notFound(text, isComplete), clear);
      else this.status.showNote(strings.found(paths.length, isComplete), clear);
      this.wanted = this.search.next('', 1) ?? '';
      this.update();
      this.grid.focus();
    } catch (error) {
      this.failed(error);
    }
  }

  readonly clearFilter = (): void => {
    this.search.clear();
    this.header.clearFilter();
    this.status.clearNote();
    this.update();
    this.grid.focus();
  };

  /** Draws what is there, and asks for what is missing. */
  update(): void {
    const { object, found } = this;
    if (!object || !found) return;
    const { root, beside } = object;
    this.tree.show(
      this.search.found ?? (this.onlyDifferences && beside.length > 0 ? differingRows : undefined),
    );
    this.loader.load(object);
    this.grid.update(object);
    if (this.wanted !== '' && this.grid.moveTo(this.wanted)) this.wanted = '';
    this.objectLine.show(found, beside.length);
    this.header.showChoices({
      hex: this.hex,
      isPinned: this.pins.has(root),
      onlyDifferences: this.onlyDifferences,
      filter: this.search.text,
    });
    this.save();
  }

  readonly failed = (error: unknown): void => {
    const { message, nextStep } = errorData(error);
    this.status.showNote([message, nextStep].filter(Boolean).join(' '));
  };

  /** What a person typed: a jump, which "back" comes back from. */
  private async pick(type: string, address: string): Promise<void> {
    try {
      const { type: found, address: at } = await this.host.request('findObject', { type, address });
      this.status.clearNote();
      await this.jump({ view: 'structure', type: found, address: at }, false);
    } catch (error) {
      this.failed(error);
    }
  }

  private async find(
    wanted: { readonly type: string; readonly address: string },
    isFirst = false,
  ): Promise<void> {
    if (!this.found) this.overlay.showSkeleton();
    try {
      this.showObject(await this.host.request('findObject', wanted));
    } catch (error) {
      const { message, nextStep } = errorData(error);
      if (this.found) this.failed(error);
      else if (isFirst) this.overlay.showMessage(strings.pickFirst, `${strings.pickFirstDetail} ${message}`);
      else
        this.overlay.showMessage(message, nextStep, {
          label: strings.retry,
          run: () => void this.find(wanted),
        });
    }
  }

  private async restore(root: ObjectRoot): Promise<void> {
    const { wanted } = this;
    await this.find({ type: root.type, address: root.address ?? '' });
    this.wanted = wanted;
    if (this.restoredFilter === '') this.update();
    else await this.filter(this.restoredFilter);
  }

  private showObject(found: FoundObject): void {
    const before = this.found;
    this.found = found;
    this.overlay.hide();
    if (before) this.search.clear();
    // Another object of the type is looked at in the same way.
    const isAlike = !before || (before.type === found.type && !before.address === !found.address);
    if (!isAlike) this.tree.collapseAll();
    const { type, address } = found;
    this.header.showObject(
      type,
      address === undefined ? '' : addressText(address),
      crashCommand(rootOf(found)),
    );
    this.readAnew();
  }

  private readAnew(): void {
    this.loader.reset();
    this.wanted = this.wanted === '' ? this.grid.currentKey : this.wanted;
    this.update();
  }

  private save(): void {
    const root = this.object?.root;
    if (!root) return;
    const { hex, tree, pins, onlyDifferences } = this;
    this.host.saveState({
      root,
      hex,
      expanded: tree.expandedNodes,
      lists: tree.followedLists,
      pins: pins.all,
      onlyDifferences,
      filter: this.search.text,
      current: this.wanted === '' ? this.grid.currentKey : this.wanted,
    });
  }
}

function rootOf({ type, address }: FoundObject): ObjectRoot {
  return address === undefined ? { type } : { type, address };
}
