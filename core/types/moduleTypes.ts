import { ifKnown } from './errors';
import type { KernelObjects } from './kernelObjects';
import { walkList } from './lists';
import type { KernelTypes } from './readBtf';
import type { TypedObject } from './typedObject';
import type { TypeTable } from './typeTable';

/** The types that one module adds to the kernel's. */
export interface ModuleTypes {
  readonly module: string;
  readonly table: TypeTable;
}

/** Far more than any module has. */
const maxSizeBytes = 1 << 24;

/**
 * Split BTF of the loaded modules, which the kernel keeps on the list `btf_modules` (kernel/bpf/btf.c, since 5.11).
 * A module whose BTF the dump lacks is left out.
 */
export function readModuleTypes(objects: KernelObjects, kernelTypes: KernelTypes): readonly ModuleTypes[] {
  const head = objects.findVariable('btf_modules', 'list_head');
  if (!head || !objects.types.findStruct('btf_module')) return [];
  return walkList(head, 'btf_module', 'list').entries.flatMap((entry) => {
    const btf = ifKnown(() => entry.member('btf').target);
    const types = btf && ifKnown(() => readTypes(objects, kernelTypes, btf));
    return types ? [types] : [];
  });
}

function readTypes(
  objects: KernelObjects,
  kernelTypes: KernelTypes,
  btf: TypedObject,
): ModuleTypes | undefined {
  const sizeBytes = btf.member('data_size').number;
  if (sizeBytes > maxSizeBytes) return undefined;
  const bytes = new Uint8Array(sizeBytes);
  if (objects.memory.read(btf.member('data').pointer, bytes).length > 0) return undefined;
  const table = kernelTypes.parseModule(bytes);
  return table && { module: btf.member('name').text, table };
}
