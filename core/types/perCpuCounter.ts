import type { KernelObjects } from './kernelObjects';
import type { TypedObject } from './typedObject';

/** The exact value of a struct percpu_counter: what has been added up, and what the cpus have not yet added. */
export function perCpuCounter(objects: KernelObjects, counter: TypedObject): bigint {
  const parts = counter.member('counters').target;
  let sum = counter.member('count').value;
  for (const cpu of objects.cpus) sum += objects.perCpuObject(parts, cpu)?.value ?? 0n;
  return sum;
}
