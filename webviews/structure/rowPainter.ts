import type { StructureRow, StructureValue } from '../../core/protocol/panels/structureRequests';
import { placeLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import type { MemberTree, TreeLine } from './model/memberTree';
import { offsetText, sizeText } from './model/rowText';
import { strings } from './strings';

/** How far a level stands in, in pixels. */
const indentPx = 14;

export interface RowPainting {
  readonly follow: Follow;
  readonly toggle: (line: TreeLine) => void;
  readonly tree: MemberTree;
}

/** One line of the tree: OFFSET SIZE MEMBER TYPE VALUE, and the values of pinned objects. */
export function paintLine(line: TreeLine, painting: RowPainting): HTMLElement {
  const { row } = line;
  if (!row) return paintNote(line);
  const cells = [
    cell('offset', offsetText(row)),
    cell('size', sizeText(row)),
    memberCell(line, row, painting),
    cell('type', row.type),
    valueCell(row, painting, chainNote(line, row, painting)),
    ...(row.others ?? []).map((other) => besideCell(other, row, painting.follow)),
  ];
  const painted = element('div', { role: 'row', class: rowClass(row), ...treeAttributes(line) }, ...cells);
  if (row.differs === true) painted.setAttribute('aria-description', strings.differs);
  return painted;
}

function rowClass({ isHole, differs }: StructureRow): string {
  return ['member-row', isHole ? 'hole' : '', differs ? 'differs' : ''].filter(Boolean).join(' ');
}

/** Whether there are rows below is said where there are any. */
function treeAttributes(line: TreeLine): Readonly<Record<string, string>> {
  const { depth, position, total, row, isExpanded } = line;
  return {
    'aria-level': String(depth),
    ...(row?.hasRows && { 'aria-expanded': String(isExpanded === true) }),
    ...(position !== undefined && { 'aria-posinset': String(position), 'aria-setsize': String(total ?? -1) }),
  };
}

function cell(name: string, text: string): HTMLElement {
  return element('span', { role: 'gridcell', class: `cell ${name}`, ...(text && { title: text }) }, text);
}

function memberCell(line: TreeLine, row: StructureRow, { toggle }: RowPainting): HTMLElement {
  const name = row.isHole ? strings.hole(row.sizeBytes ?? 0) : row.name;
  const twistie = element('span', { class: 'twistie', 'aria-hidden': 'true' }, twistieText(line, row));
  twistie.addEventListener('click', () => {
    toggle(line);
  });
  const painted = element('span', { role: 'gridcell', class: 'cell member', title: name }, twistie, name);
  painted.style.paddingInlineStart = `${(line.depth - 1) * indentPx}px`;
  return painted;
}

function twistieText({ isExpanded }: TreeLine, { hasRows }: StructureRow): string {
  if (!hasRows) return '';
  return isExpanded ? '▾' : '▸';
}

function chainNote({ path }: TreeLine, { chain }: StructureRow, { tree }: RowPainting): string | undefined {
  if (chain === undefined) return undefined;
  const link = tree.listAt(path);
  return link === undefined ? undefined : strings.listOf(link, tree.totalBelow(path));
}

function valueCell(row: StructureRow, { follow }: RowPainting, note: string | undefined): HTMLElement {
  const { value } = row;
  const parts = value === undefined || note !== undefined ? [] : valueParts({ ...row, value }, follow);
  return element(
    'span',
    { role: 'gridcell', class: 'cell value', title: [row.value, row.meaning].filter(Boolean).join(' ') },
    ...parts,
    note === undefined ? undefined : element('span', { class: 'note' }, note),
  );
}

function besideCell(other: StructureValue | null, { differs }: StructureRow, follow: Follow): HTMLElement {
  const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, differs ? '≠' : '');
  if (!other)
    return element(
      'span',
      { role: 'gridcell', class: 'cell value beside' },
      sign,
      element('span', { class: 'absent' }, strings.nothingBeside),
    );
  return element(
    'span',
    { role: 'gridcell', class: 'cell value beside', title: other.value },
    sign,
    ...valueParts(other, follow),
  );
}

function valueParts(
  { value, target, meaning, mark }: StructureValue,
  follow: Follow,
): readonly HTMLElement[] {
  return [
    target
      ? placeLink(value, target, follow, meaning)
      : element('span', mark?.kind === 'excluded' ? { class: 'absent' } : {}, value),
    ...(meaning === undefined ? [] : [element('span', { class: 'note' }, meaning)]),
    ...(mark ? [element('span', { class: `mark ${mark.kind}`, title: mark.detail }, mark.text)] : []),
  ];
}

/** A line that stands for rows which are not there. */
function paintNote({ kind, depth, total = 0, problem = '' }: TreeLine): HTMLElement {
  const text = kind === 'more' ? strings.more(total) : kind === 'failed' ? problem : strings.loading;
  const note = element(
    'span',
    { role: 'gridcell', class: `cell ${kind === 'failed' ? 'bad' : 'note'}` },
    text,
  );
  note.style.paddingInlineStart = `${depth * indentPx}px`;
  return element('div', { role: 'row', class: 'note-row', 'aria-level': String(depth) }, note);
}
