import type { TaskFilesData, TaskMemoryMapData } from '../../core/protocol/processData';
import { type Follow, placeLink } from '../panel/placeLink';
import { element } from '../shared/element';
import { strings } from './strings';

const digits = (hex: string): string => hex.slice(2).padStart(16, '0');

/** Open files, a line each, as crash's `files` orders them. */
export function fileTable(data: TaskFilesData, follow: Follow): readonly HTMLElement[] {
  const places = [
    [strings.facts.root, data.root],
    [strings.facts.workingDirectory, data.workingDirectory],
  ].map(([label, path]) =>
    element(
      'div',
      { class: 'line' },
      `${label}: `,
      element('span', { class: 'code' }, path ?? strings.unknown),
    ),
  );
  const rows = data.files.map(({ descriptor, address, kind, path }) =>
    element(
      'tr',
      { title: kind ?? '' },
      element('td', { class: 'number' }, String(descriptor)),
      element(
        'td',
        { class: 'code' },
        placeLink(digits(address), { view: 'structure', type: 'struct file', address }, follow),
      ),
      element('td', { class: 'code path' }, path ?? strings.unknown),
    ),
  );
  const files =
    rows.length === 0 ? element('p', { class: 'note' }, strings.noFiles) : element('table', {}, ...rows);
  return [...places, files, ...problemLines(data.problems)];
}

/** Regions of an address space, a line each, as /proc/PID/maps has them. */
export function regionRows({ regions }: TaskMemoryMapData, follow: Follow): readonly HTMLElement[] {
  return regions.map(({ address, start, end, access, flags, name }) =>
    element(
      'tr',
      { title: flags === undefined ? '' : `VM_ flags ${flags}` },
      element(
        'td',
        { class: 'code' },
        placeLink(
          `${start.slice(2)}-${end.slice(2)}`,
          { view: 'structure', type: 'struct vm_area_struct', address },
          follow,
        ),
      ),
      element('td', { class: 'code' }, access ?? strings.unknown),
      element('td', { class: 'code path' }, name ?? ''),
    ),
  );
}

export function problemLines(problems: TaskFilesData['problems']): readonly HTMLElement[] {
  return problems.map(({ message }) => element('p', { class: 'bad' }, message));
}
