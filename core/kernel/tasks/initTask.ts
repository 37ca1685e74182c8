import type { VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { offsetOf } from '../../types/layout';
import { searchImage } from '../../symbols/searchImage';
import type { TypedObject } from '../../types/typedObject';

/**
 * The first task, which every other descends from. Kernels without CONFIG_KALLSYMS_ALL have no symbol of it; then it is
 * searched by its name, which the kernel gives it in init/init_task.c.
 */
export function findInitTask(objects: KernelObjects): TypedObject | undefined {
  return (
    objects.findVariable('init_task', 'task_struct') ?? searchInitTask(objects, objects.findAddress('_stext'))
  );
}

function searchInitTask(objects: KernelObjects, text: VirtualAddress | undefined): TypedObject | undefined {
  const type = objects.types.findStruct('task_struct');
  const nameAt = type && offsetOf(type, 'comm');
  if (nameAt === undefined || text === undefined) return undefined;
  for (const address of searchImage(objects.memory, text, Buffer.from('swapper', 'latin1'))) {
    const candidate = objects.struct('task_struct', address - BigInt(nameAt));
    if (ifKnown(() => isInitTask(candidate))) return candidate;
  }
  return undefined;
}

/** Nobody else is its own parent. */
function isInitTask(task: TypedObject): boolean {
  return (
    task.member('pid').value === 0n &&
    task.member('real_parent').pointer === task.address &&
    task.member('tasks').member('next').target.member('prev').pointer === task.member('tasks').address
  );
}
