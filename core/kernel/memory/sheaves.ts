import type { KernelObjects } from '../../types/kernelObjects';
import { walkWholeList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import type { CacheNode } from './cacheNodes';

/** Free objects that are kept ready together, since 6.18 (struct slab_sheaf of mm/slub.c). */
export interface Sheaf {
  readonly sheaf: TypedObject;
  /** How many objects it holds. */
  readonly size: number;
  /** Whose it is; undefined of those in a node's barn. */
  readonly cpu: number | undefined;
}

/** Those of cpus, and the full ones of nodes. @throws VmcoreError where the dump lacks any of them */
export function* readSheaves(
  objects: KernelObjects,
  cache: TypedObject,
  nodes: readonly CacheNode[],
): Iterable<Sheaf> {
  for (const { barn } of nodes) {
    if (!barn || barn.address === 0n) continue;
    for (const sheaf of walkWholeList(barn.member('sheaves_full'), 'slab_sheaf', 'barn_list'))
      yield { sheaf, size: sheaf.member('size').number, cpu: undefined };
  }
  const variable = cache.findMember('cpu_sheaves')?.target;
  if (!variable || variable.address === 0n) return;
  for (const cpu of objects.cpus) {
    const own = objects.perCpuObject(variable, cpu);
    if (own) yield* sheavesOfCpu(own, cpu);
  }
}

function* sheavesOfCpu(own: TypedObject, cpu: number): Iterable<Sheaf> {
  for (const name of ['main', 'spare', 'rcu_free']) {
    const sheaf = own.member(name).target;
    if (sheaf.address !== 0n) yield { sheaf, size: sheaf.member('size').number, cpu };
  }
}
