import type { Problem } from '../base/problem';
import { ifKnown } from './errors';
import type { KernelObjects } from './kernelObjects';
import { walkList } from './lists';
import type { TypedObject } from './typedObject';

/** One stretch of memory that a module takes. */
export interface ModuleMemory {
  readonly start: bigint;
  readonly sizeBytes: number;
  /** How much of it, from its start, is machine code. */
  readonly codeSizeBytes: number;
  /** Freed once the module has started. */
  readonly isInit: boolean;
}

export interface LoadedModule {
  /** Its struct module, for what is not read here. */
  readonly object: TypedObject;
  readonly name: string;
  /** Its code first; what has been freed is left out. */
  readonly memory: readonly ModuleMemory[];
}

export interface LoadedModules {
  /** The one loaded last comes first, as in /proc/modules. */
  readonly modules: readonly LoadedModule[];
  readonly problems: readonly Problem[];
}

/** The modules on the kernel's list `modules` (kernel/module/main.c). @throws VmcoreError `variable-missing` */
export function readLoadedModules(objects: KernelObjects): LoadedModules {
  const { entries, problem } = walkList(objects.variable('modules', 'list_head'), 'module', 'list');
  return {
    modules: entries.flatMap((object) => ifKnown(() => loadedModule(object)) ?? []),
    problems: problem ? [{ ...problem, at: `modules, ${problem.at ?? ''}` }] : [],
  };
}

function loadedModule(object: TypedObject): LoadedModule {
  const memory = readMemory(object).filter(
    ({ start, sizeBytes, codeSizeBytes }) => start !== 0n && sizeBytes + codeSizeBytes > 0,
  );
  return { object, name: object.member('name').text, memory };
}

// enum mod_mem_type of include/linux/module.h, since 6.4.
const kindCount = 7;
const codeKinds: readonly number[] = [0, 4];
const firstInitKind = 4;

/**
 * One struct module_memory for each kind since 6.4, before that one struct module_layout for what stays and one for what
 * init needs; 5.18 to 6.3 may have one more, for data.
 */
function readMemory(module: TypedObject): readonly ModuleMemory[] {
  const kinds = module.findMember('mem');
  if (!kinds) {
    return ['core_layout', 'init_layout', 'data_layout'].flatMap((name) => {
      const layout = module.findMember(name);
      return layout ? [memoryOf(layout, layout.member('text_size').number, name === 'init_layout')] : [];
    });
  }
  return Array.from({ length: kindCount }, (_, kind) => {
    const memory = kinds.element(kind);
    const codeSizeBytes = codeKinds.includes(kind) ? memory.member('size').number : 0;
    return memoryOf(memory, codeSizeBytes, kind >= firstInitKind);
  });
}

function memoryOf(memory: TypedObject, codeSizeBytes: number, isInit: boolean): ModuleMemory {
  const sizeBytes = memory.member('size').number;
  return { start: memory.member('base').pointer, sizeBytes, codeSizeBytes, isInit };
}
