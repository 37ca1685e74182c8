import type { Kernel } from '../../core/kernel/kernel';
import { virtualAddress } from '../../core/base/address';
import { TypedObject } from '../../core/types/typedObject';
import type { VariableContainer } from './containers';
import type { ValueReader } from './valueReader';

/** The cpu's own copies of the per-cpu variables, by name; type information has the types of these alone. */
export function perCpuContainer(kernel: Kernel, values: ValueReader, cpu: number): VariableContainer {
  return {
    readNamed: (format) => {
      const names = [...new Set(kernel.objects.types.variableNames())].sort();
      return names.flatMap((name) => {
        const own = findPerCpuCopy(kernel, name, cpu);
        return own ? [values.show(name, own, format, name)] : [];
      });
    },
  };
}

/** Undefined where there is no such per-cpu variable, or no such cpu. */
export function findPerCpuCopy(kernel: Kernel, name: string, cpu: number): TypedObject | undefined {
  const { objects } = kernel;
  const type = objects.types.findVariable(name);
  const address = type && kernel.findAddress(name);
  if (!type || address === undefined) return undefined;
  return objects.perCpuObject(new TypedObject(objects, type, virtualAddress(address)), cpu);
}
