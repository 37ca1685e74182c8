import type { StructureRow } from '../../../core/protocol/panels/structureRequests';
import type { Place } from '../../../core/protocol/place';

/** Where a row leads. */
export interface RowLink {
  readonly label:
    'object' | 'disassembly' | 'memory there' | 'memory here' | 'backtrace' | 'task' | 'only this';
  readonly place: Place;
}

/** Everything that explains the row, the likeliest first. */
export function linksOf({ target, address, type, sizeBytes = 0, hasRows }: StructureRow): readonly RowLink[] {
  const links: RowLink[] = [];
  if (target) links.push(...linksOfTarget(target));
  if (address !== undefined && hasRows && isNamedStruct(type))
    links.push({ label: 'only this', place: { view: 'structure', type, address } });
  if (address !== undefined)
    links.push({
      label: 'memory here',
      place: { view: 'memory', address, sizeBytes: Math.max(1, sizeBytes) },
    });
  return links;
}

function linksOfTarget(target: Place): readonly RowLink[] {
  switch (target.view) {
    case 'structure': {
      const { address, type = '' } = target;
      const task = /\bstruct task_struct$/.test(type) ? address : undefined;
      return [
        { label: 'object', place: target },
        ...(task === undefined
          ? []
          : [
              { label: 'backtrace', place: { view: 'backtraces', task } } as const,
              { label: 'task', place: { view: 'tasks', task } } as const,
            ]),
        { label: 'memory there', place: { view: 'memory', address } },
      ];
    }
    case 'disassembly':
      return [
        { label: 'disassembly', place: target },
        { label: 'memory there', place: { view: 'memory', address: target.address } },
      ];
    default:
      return [{ label: 'memory there', place: target }];
  }
}

function isNamedStruct(type: string): boolean {
  return /^(const )?(struct|union) \w+$/.test(type);
}
