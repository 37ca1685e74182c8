import type {
  StructureCommand,
  StructureRequests,
  StructureTextForm,
} from '../../core/protocol/panels/structureRequests';
import { strings } from './strings';
import { addressText } from './model/rowText';
import type { MemberGrid } from './memberGrid';
import type { MemberSearch } from './memberSearch';
import type { MemberTree, TreeLine } from './model/memberTree';
import type { ListPrompt } from './listPrompt';
import type { ShownObject } from './levelLoader';
import type { PanelHost } from '../panel/panelPage';
import type { StatusLine } from '../shared/statusLine';
import type { StructureChoices } from './structureChoices';
import type { StructureHeader } from './structureHeader';

/** What commands work on. */
export interface StructureParts {
  readonly host: PanelHost<StructureRequests>;
  readonly header: StructureHeader;
  readonly tree: MemberTree;
  readonly grid: MemberGrid;
  readonly search: MemberSearch;
  readonly prompt: ListPrompt;
  readonly status: StatusLine;
  readonly choices: StructureChoices;
  readonly object: ShownObject | undefined;
  open(line: TreeLine, beside: boolean): void;
  toggle(line: TreeLine): void;
  clearFilter(): void;
  moveWhenThere(key: string): void;
  update(): void;
}

export type StructureAction = (view: StructureParts) => void | Promise<void>;

export const structureKeys: Readonly<Record<string, StructureCommand>> = {
  '/': 'filter',
  n: 'findNext',
  N: 'findPrevious',
  Escape: 'clearFilter',
  x: 'toggleHex',
  l: 'showAsList',
  k: 'pin',
  '=': 'onlyDifferences',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
};

export const structureActions: Readonly<Record<StructureCommand, StructureAction>> = {
  pickType: ({ header }) => {
    header.focusType();
  },
  find: ({ header }) => {
    header.focusFilter();
  },
  filter: ({ header }) => {
    header.focusFilter();
  },
  findNext: (view) => {
    moveToMatch(view, 1);
  },
  findPrevious: (view) => {
    moveToMatch(view, -1);
  },
  clearFilter: (view) => {
    view.clearFilter();
  },
  open: (view) => {
    if (view.grid.current) view.open(view.grid.current, false);
  },
  openToSide: (view) => {
    if (view.grid.current) view.open(view.grid.current, true);
  },
  expand: (view) => {
    if (view.grid.current) view.toggle(view.grid.current);
  },
  showAsList,
  toggleHex: (view) => {
    view.choices.toggleHex();
  },
  pin: (view) => {
    view.choices.togglePin();
  },
  onlyDifferences: (view) => {
    view.choices.toggleDifferences();
  },
  copy: (view) => copy(view, 'crash'),
  copyMarkdown: (view) => copy(view, 'markdown'),
  copyJson: (view) => copy(view, 'json'),
  copyAddress: async ({ grid, host, object, status }) => {
    const address = grid.current?.row?.address ?? object?.root.address;
    if (address === undefined) return;
    await host.ask('copyText', { text: addressText(address) });
    status.showNote(strings.copied);
  },
};

function moveToMatch({ search, grid }: StructureParts, step: 1 | -1): void {
  const next = search.next(grid.currentKey, step);
  if (next !== undefined) grid.moveTo(next);
}

/** As the list that it is known to be; else as the one that a person names. Again: as its bare members. */
function showAsList(view: StructureParts): void {
  const { grid, tree, prompt, status } = view;
  const line = grid.current;
  const chain = line?.row?.chain;
  if (!line || chain === undefined) {
    status.showNote(strings.noChain);
    return;
  }
  const follow = (link: string | undefined): void => {
    tree.follow(line.path, link);
    tree.expand(line.path);
    view.update();
  };
  const present = tree.listAt(line.path);
  if (present === undefined && chain !== '') follow(chain);
  else if (present !== undefined && present === chain) follow(undefined);
  else prompt.ask(present ?? '', follow);
}

async function copy({ host, object, status }: StructureParts, form: StructureTextForm): Promise<void> {
  if (!object) return;
  const { text } = await host.request('structureText', { root: object.root, form });
  await host.ask('copyText', { text });
  status.showNote(strings.copied);
}
