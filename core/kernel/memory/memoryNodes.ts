import { strippedType } from '../../types/cType';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';

/** CONFIG_NODES_SHIFT is 10 at most. */
const maxNodes = 1024;

/**
 * The pglist_data of each NUMA node, or of all memory where the kernel has no nodes.
 * @throws VmcoreError `variable-missing`
 */
export function memoryNodes(objects: KernelObjects): readonly TypedObject[] {
  const single = objects.findVariable('contig_page_data', 'pglist_data');
  if (single) return [single];
  const table = objects.plainVariable('node_data', plain.arrayOf(plain.unsignedLong, maxNodes));
  return Array.from({ length: countNodes(objects) }, (_, index) => table.element(index).value)
    .filter((address) => address !== 0n)
    .map((address) => objects.struct('pglist_data', address));
}

/** How many NUMA nodes the machine may have. */
export function countNodes(objects: KernelObjects): number {
  const count = ifKnown(() => objects.plainVariable('nr_node_ids', plain.unsignedInt).number) ?? 1;
  return Math.min(count, maxNodes);
}

/** The zones of a node that have pages. */
export function populatedZones(node: TypedObject): readonly TypedObject[] {
  const zones = node.member('node_zones');
  const type = strippedType(zones.type);
  const count = type.kind === 'array' ? Math.min(type.count, 16) : 0;
  return Array.from({ length: count }, (_, index) => zones.element(index)).filter(
    (zone) => zone.member('present_pages').value > 0n,
  );
}

/** Undefined for a name that this kernel does not count under. */
export type Counters = (name: string) => number | undefined;

/**
 * The kernel's counters of pages, summed over nodes (enum node_stat_item of include/linux/mmzone.h, since 4.8) or zones
 * (enum zone_stat_item). What cpus have counted on their own and not yet added is left out, as in /proc/meminfo.
 */
export function pageCounters(
  objects: KernelObjects,
  names: 'node_stat_item' | 'zone_stat_item',
  holders: readonly TypedObject[],
): Counters {
  const items = objects.types.findEnum(names);
  const type = items && strippedType(items);
  const values = type?.kind === 'enum' ? type.values : [];
  const index = new Map(values.map(({ name, value }) => [name, Number(value)]));
  return (name) => {
    const at = index.get(name);
    if (at === undefined) return undefined;
    return ifKnown(() =>
      holders.reduce((sum, held) => sum + held.member('vm_stat').element(at).member('counter').number, 0),
    );
  };
}
