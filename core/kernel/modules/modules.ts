import type { VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import { readLoadedModules, type LoadedModule } from '../../types/loadedModules';
import type { TypedObject } from '../../types/typedObject';
import { describeTaint, type TaintFlag } from '../taint';
import { readModuleBuildId } from './moduleBuildId';
import { ParameterReader, type ModuleParameter } from './moduleParameters';

/** One loaded module; what the dump does not tell is undefined. */
export interface Module {
  readonly name: string;
  /** Of its struct module. */
  readonly address: VirtualAddress;
  /** Where its code starts. */
  readonly base: bigint | undefined;
  /** As /proc/modules counts: all that it takes, without per-cpu data. */
  readonly sizeBytes: number;
  readonly state: string | undefined;
  /** How many hold it: other modules, open files, mounts … */
  readonly useCount: number | undefined;
  /** Modules that need its symbols. */
  readonly usedBy: readonly string[];
  /** Why loading it tainted the kernel. */
  readonly taints: readonly TaintFlag[];
  /** As its author wrote it (MODULE_VERSION). */
  readonly version: string | undefined;
  readonly sourceVersion: string | undefined;
  readonly buildId: string | undefined;
  readonly parameters: readonly ModuleParameter[];
}

export interface Modules {
  readonly modules: readonly Module[];
  readonly problems: readonly Problem[];
}

/** Every loaded module, the one loaded last first; a corrupt list is followed from both its ends. */
export function readModules(objects: KernelObjects): Modules {
  const { modules, problems } = readLoadedModules(objects);
  const parameters = new ParameterReader(objects);
  return { modules: modules.map((loaded) => readModule(loaded, parameters)), problems };
}

/** enum module_state of include/linux/module.h. */
const states = ['live', 'coming', 'going', 'unformed'];

function readModule({ object, name, memory }: LoadedModule, parameters: ParameterReader): Module {
  const mask = ifKnown(() => object.member('taints').value) ?? 0n;
  return {
    name,
    address: object.address,
    base: memory[0]?.start,
    sizeBytes: memory.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    state: states[ifKnown(() => object.member('state').number) ?? -1],
    useCount: readUseCount(object),
    usedBy: readUsers(object),
    taints: describeTaint(BigInt.asUintN(64, mask)).flags,
    version: readText(object, 'version'),
    sourceVersion: readText(object, 'srcversion'),
    buildId: ifKnown(() => readModuleBuildId(object)),
    parameters: ifKnown(() => parameters.read(object)) ?? [],
  };
}

/** MODULE_REF_BASE of kernel/module/main.c counts as nobody; without CONFIG_MODULE_UNLOAD nothing is counted. */
function readUseCount(module: TypedObject): number | undefined {
  return ifKnown(() => module.member('refcnt').member('counter').number - 1);
}

/** The modules on its list of struct module_use, as /proc/modules prints them. */
function readUsers(module: TypedObject): readonly string[] {
  const list = module.findMember('source_list');
  if (!list) return [];
  return walkList(list, 'module_use', 'source_list').entries.flatMap(
    (use) => ifKnown(() => use.member('source').target.member('name').text) ?? [],
  );
}

function readText(module: TypedObject, member: string): string | undefined {
  return ifKnown(() => {
    const pointer = module.member(member);
    return pointer.pointer === 0n ? undefined : pointer.text;
  });
}
