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
import { StatusLine } from '../shared/statusLine';
import { structureActions, structureKeys, type StructureAction, type StructureParts } from './commands';
import { filterMembers } from './filterMembers';
import { LevelLoader, type ShownObject } from './levelLoader';
import { ListPrompt } from './listPrompt';
import { MemberGrid } from './memberGrid';
import { MemberSearch } from './memberSearch';
import { MemberTree, type TreeLine } from './model/memberTree';
import { parsePanelState, type StructurePanelState } from './model/panelState';
import { addressText, crashCommand } from './model/rowText';
import { ObjectFinder } from './objectFinder';
import { ObjectLine } from './objectLine';
import { RowDetails } from './rowDetails';
import { rootOf, ShownStructure } from './shownStructure';
import { StructureChoices } from './structureChoices';
import { StructureHeader } from './structureHeader';
import { StructureJumps } from './structureJumps';

/** The panel: an object of the kernel as a tree, beside it those that are pinned. */
export class StructureView implements PanelView, StructureParts {
  readonly root: HTMLElement;
  readonly tree: MemberTree;
  readonly grid: MemberGrid;
  readonly header: StructureHeader;
  readonly search: MemberSearch;
  readonly prompt: ListPrompt;
  readonly status = new StatusLine();
  readonly choices: StructureChoices;
  private readonly shown: ShownStructure;
  private readonly jumps: StructureJumps;
  private readonly finder: ObjectFinder;
  private readonly objectLine = new ObjectLine();
  private readonly details: RowDetails;
  private readonly loader: LevelLoader;
  private readonly actions: Readonly<Record<string, StructureAction>> = structureActions;
  /** What was looked at before the page was gone, until that is shown again or something else is. */
  private restored: StructurePanelState | undefined;
  /** Of the row that is current as soon as it is there. */
  private wanted: string;

  constructor(readonly host: PanelHost<StructureRequests>) {
    const saved = (this.restored = parsePanelState(host.savedState));
    this.wanted = saved.current;
    this.shown = new ShownStructure(saved);
    this.jumps = new StructureJumps(host, this.status, this.failed);
    this.choices = new StructureChoices(this.shown, this.status, {
      update: () => {
        this.update();
      },
      readAnew: () => {
        this.readAnew();
      },
    });
    this.tree = new MemberTree(saved.expanded, saved.lists);
    this.search = new MemberSearch(host);
    this.loader = new LevelLoader(host, this.tree, () => {
      this.update();
    });
    this.finder = new ObjectFinder(host, this.showObject, this.failed);
    this.details = new RowDetails(this.jumps.follow);
    const leave = (): void => {
      this.grid.focus();
    };
    this.header = new StructureHeader(host, {
      pick: (type, address) => void this.jumps.toObject(type, address),
      filter: (text) => void filterMembers(this, text).catch(this.failed),
      run: (command) => {
        this.run(command);
      },
      leave,
      failed: this.failed,
    });
    this.grid = new MemberGrid(this.tree, {
      follow: this.jumps.follow,
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
    this.prompt = new ListPrompt(host, leave, this.failed);
    this.root = element(
      'div',
      { class: 'panel structure' },
      this.header.root,
      element('main', {}, this.objectLine.root, this.grid.root, this.finder.root),
      this.details.root,
      this.prompt.root,
      this.status.root,
    );
    listenForKeys(structureKeys, host.settings, (command) => {
      this.run(command);
    });
  }

  show(place: Place | undefined): void {
    const { restored } = this;
    this.restored = undefined;
    if (place?.view === 'structure' && (place.type !== undefined || place.address !== undefined))
      void this.finder.find({ type: place.type ?? '', address: place.address ?? '' });
    else if (restored?.root) void this.restore(restored.root, restored.filter);
    else if (!this.shown.found) void this.finder.findFirst();
    this.grid.focus();
  }

  run(command: string): void {
    const action = this.actions[command];
    if (action) Promise.resolve(action(this)).catch(this.failed);
  }

  get object(): ShownObject | undefined {
    return this.shown.object;
  }

  /** Enter: where the value leads, else what is inside of it. */
  open(line: TreeLine, beside: boolean): void {
    const target = line.row?.target;
    if (target) this.jumps.follow(target, beside);
    else this.toggle(line);
  }

  toggle(line: TreeLine): void {
    if (this.tree.toggle(line)) this.update();
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
    const { found, object } = this.shown;
    if (!object || !found) return;
    const { root, beside } = object;
    this.tree.show(this.search.found ?? this.shown.differences);
    this.loader.load(object);
    this.grid.update(object);
    if (this.wanted !== '' && this.grid.moveTo(this.wanted)) this.wanted = '';
    this.objectLine.show(found, beside.length);
    const { hex, onlyDifferences, pins } = this.shown;
    this.header.showChoices({ hex, isPinned: pins.has(root), onlyDifferences, filter: this.search.text });
    this.save();
  }

  readonly failed = (error: unknown): void => {
    const { message, nextStep } = errorData(error);
    this.status.showNote([message, nextStep].filter(Boolean).join(' '));
  };

  private async restore({ type, address = '' }: ObjectRoot, filter: string): Promise<void> {
    const { wanted } = this;
    await this.finder.find({ type, address });
    this.wanted = wanted;
    if (filter === '') this.update();
    else await filterMembers(this, filter);
  }

  private readonly showObject = (found: FoundObject): void => {
    if (this.shown.found) this.search.clear();
    if (!this.shown.isLike(found)) this.tree.collapseAll();
    this.shown.found = found;
    const { type, address } = found;
    this.header.showObject(
      type,
      address === undefined ? '' : addressText(address),
      crashCommand(rootOf(found)),
    );
    this.readAnew();
  };

  /** Makes the row of that key the current one, as soon as it is there. */
  moveWhenThere(key: string): void {
    this.wanted = key;
    this.update();
  }

  private readAnew(): void {
    this.loader.reset();
    this.wanted = this.wanted === '' ? this.grid.currentKey : this.wanted;
    this.update();
  }

  private save(): void {
    const { object, hex, pins, onlyDifferences } = this.shown;
    if (!object) return;
    const state: StructurePanelState = {
      root: object.root,
      hex,
      expanded: this.tree.expandedNodes,
      lists: this.tree.followedLists,
      pins: pins.all,
      onlyDifferences,
      filter: this.search.text,
      current: this.wanted === '' ? this.grid.currentKey : this.wanted,
    };
    this.host.saveState(state);
  }
}
