import type { SurveyedStack } from '../../core/protocol/panels/backtracesRequests';
import { placeText } from '../../core/protocol/text/frameText';
import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import { codePlace, digits } from './model/framePlace';
import type { FrameRow } from './model/stackRow';
import type { RowActions } from './rowActions';
import { lockCell } from './taskCells';
import { strings } from './strings';

/** One frame: crash's number and address of it, its function, where that is in the source, and how it came to be known. */
export function frameCells(
  row: FrameRow,
  surveyed: SurveyedStack | undefined,
  { follow, openSource }: Pick<RowActions, 'follow' | 'openSource'>,
): readonly Child[] {
  const { frame, number, trust } = row;
  const { pc, symbol, offset, module, inlined } = frame;
  const hint = `${strings.inCode}\n${digits(pc)}`;
  return [
    element('span', { class: 'number' }, number === undefined ? '' : `#${number}`),
    inlined ? element('span', { class: 'address' }) : addressCell(frame.stackAddress, follow),
    element(
      'span',
      { class: 'code' },
      placeLink(symbol ?? digits(pc), codePlace(row), follow, hint),
      offset === undefined ? undefined : `+${offset}`,
    ),
    element('span', { class: 'pc note' }, inlined || symbol === undefined ? '' : ` at ${digits(pc)}`),
    element('span', { class: 'module' }, module === undefined ? '' : ` [${module}]`),
    sourceCell(row, openSource),
    element('span', { class: 'trust note', title: strings.trust[trust] }, trust),
    surveyed && surveyed.wait?.frame === number ? lockCell(row.owner, surveyed, follow) : undefined,
  ];
}

/** Empty until the task's own stack has arrived. */
function addressCell(stackAddress: string | undefined, follow: Follow): HTMLElement {
  const cell = element('span', { class: 'address' });
  if (stackAddress === undefined) return cell;
  const link = placeLink(
    digits(stackAddress),
    { view: 'memory', address: stackAddress },
    follow,
    strings.inMemory,
  );
  cell.append('[', link, ']');
  return cell;
}

/** The file's name alone; the title has its path. */
function sourceCell(row: FrameRow, openSource: RowActions['openSource']): Child {
  const place = placeText(row.frame);
  if (place === undefined) return element('span', { class: 'source' });
  const name = place.slice(place.lastIndexOf('/') + 1);
  if (!row.isOpenable) return element('span', { class: 'source note', title: place }, name);
  const link = element('a', { class: 'source place', title: `${strings.inSource}\n${place}` }, name);
  link.addEventListener('click', () => {
    openSource(row);
  });
  return link;
}
