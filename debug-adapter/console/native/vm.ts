import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import type { Kernel } from '../../../core/kernel/kernel';
import { readMemoryRegions, type MemoryRegion } from '../../../core/kernel/memory/memoryRegions';
import type { Task } from '../../../core/kernel/tasks/task';
import { readTaskMemory } from '../../../core/kernel/tasks/taskMemory';
import { ifKnown } from '../../../core/types/errors';
import type { TypedObject } from '../../../core/types/typedObject';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { taskHeading } from './taskHeading';
import { tasksOrCurrent } from './tasksNamed';

const heading = '       MM               PGD          RSS    TOTAL_VM\n';
export const regionsHeading = '      VMA           START       END     FLAGS FILE\n';

/** `vm [PID|TASK…]`: the address spaces of tasks; without any named, of the context. */
export const vm: NativeCommand = (args, context) => {
  const tasks = tasksOrCurrent(args, context);
  return tasks && spacesOf(tasks, context);
};

function* spacesOf(tasks: readonly Task[], context: NativeContext): Iterable<string> {
  for (const task of tasks) {
    yield taskHeading(task);
    const { mm } = task;
    if (mm && mm.address !== 0n) yield* space(mm, context);
    else yield `${heading}       0                 0            0k       0k   \n`;
  }
}

function* space(mm: TypedObject, { kernel, stacks }: NativeContext): Iterable<string> {
  const threads = stacks.tasks.tasks.filter((task) => task.mm?.address === mm.address);
  const { residentBytes, virtualBytes } = readTaskMemory(kernel.objects, mm, threads);
  const tables = ifKnown(() => mm.member('pgd').value);
  const pgd = tables === undefined ? '??' : formatAddress(tables);
  const sizes = `${kibibytes(residentBytes).padStart(5)}  ${kibibytes(virtualBytes).padStart(7)}`;
  yield `${heading}${formatAddress(mm.address)}  ${pgd}  ${sizes}\n${regionsHeading}`;
  yield* regionLines(kernel, mm);
}

function* regionLines(kernel: Kernel, mm: TypedObject): Iterable<string> {
  for (const region of readMemoryRegions(kernel.objects, mm).regions) yield regionLine(region);
}

/** What only /proc names, such as `[heap]`, crash leaves blank. */
export function regionLine({ address, start, end, flags, name = '' }: MemoryRegion): string {
  const numbers = [
    start.toString(16).padStart(10),
    end.toString(16).padStart(10),
    flags?.toString(16) ?? '??',
  ];
  return `${formatAddress(address)} ${numbers.join(' ')} ${name.startsWith('[') ? '' : visibleText(name)}\n`;
}

function kibibytes(sizeBytes: bigint | undefined): string {
  return sizeBytes === undefined ? '??' : `${sizeBytes / 1024n}k`;
}
