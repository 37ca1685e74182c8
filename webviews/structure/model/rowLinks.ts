import type { StructureRow } from '../../../core/protocol/panels/structureRequests';
import type { Place, PlaceOf } from '../../../core/protocol/place';

/** Where a row leads. */
export interface RowLink {
  readonly label:
    'object' | 'disassembly' | 'memory-there' | 'memory-here' | 'backtrace' | 'task' | 'only-this';
  readonly place: Place;
}

/** Everything that explains the row, the likeliest first. */
export function linksOf({ target, address, type, sizeBytes = 0, hasRows }: StructureRow): readonly RowLink[] {
  const links: RowLink[] = [];
  if (target) links.push(...linksOfTarget(target));
  if (address !== undefined && hasRows && isNamedStruct(type))
    links.push({ label: 'only-this', place: { view: 'structure', type, address } });
  if (address !== undefined)
    links.push({
      label: 'memory-here',
      place: { view: 'memory', address, sizeBytes: Math.max(1, sizeBytes) },
    });
  return links;
}

function linksOfTarget(target: Place): readonly RowLink[] {
  const there = 'address' in target && target.address !== undefined ? target.address : undefined;
  const links: RowLink[] = [];
  if (target.view === 'structure') links.push({ label: 'object', place: target }, ...linksOfTask(target));
  if (target.view === 'disassembly') links.push({ label: 'disassembly', place: target });
  if (there !== undefined) links.push({ label: 'memory-there', place: { view: 'memory', address: there } });
  return links;
}

function linksOfTask({ type = '', address }: PlaceOf<'structure'>): readonly RowLink[] {
  if (!/\bstruct task_struct$/.test(type)) return [];
  return [
    { label: 'backtrace', place: { view: 'backtraces', task: address } },
    { label: 'task', place: { view: 'tasks', task: address } },
  ];
}

function isNamedStruct(type: string): boolean {
  return /^(const )?(struct|union) \w+$/.test(type);
}
