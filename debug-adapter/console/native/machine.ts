import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import { readMounts, type Mount } from '../../../core/kernel/files/mounts';
import { logText } from '../../../core/kernel/logText';
import { readMemoryUsage } from '../../../core/kernel/memory/memoryUsage';
import { countSharedPages } from '../../../core/kernel/memory/sharedPages';
import { readModules, type Module } from '../../../core/kernel/modules/modules';
import { sysText } from '../../../core/protocol/overviewText';
import { tasksText } from '../../../core/protocol/taskText';
import { readMachineMemoryBytes } from '../../../core/report/machineMemory';
import { memoryUsageText } from '../../../core/report/memoryUsageText';
import { readOverview } from '../../../core/report/overview';
import { tasksData } from '../../../core/report/taskData';
import type { NativeCommand } from '../nativeCommand';
import { tasksNamed } from './tasksNamed';

/** `ps`, of all tasks or of those that are named. */
export const ps: NativeCommand = (args, { kernel, stacks }) => {
  const tasks = args.length === 0 ? stacks.tasks.tasks : tasksNamed(args, stacks);
  if (!tasks) return undefined;
  return [tasksText(tasksData(kernel.objects, tasks), readMachineMemoryBytes(kernel))];
};

export const sys: NativeCommand = (args, { kernel }) =>
  args.length === 0 ? [`${sysText(readOverview(kernel))}\n`] : undefined;

export const log: NativeCommand = (args, { kernel }) =>
  args.length === 0
    ? decoded(logText(kernel.log, { form: 'crash', callers: false, signedChar: kernel.signedChar }))
    : undefined;

/** `mod`: the one loaded first comes first. */
export const mod: NativeCommand = (args, { kernel }) => {
  if (args.length > 0) return undefined;
  const modules = [...readModules(kernel.objects).modules].reverse();
  const width = Math.max(4, ...modules.map(({ name }) => name.length));
  const heading = `${'MODULE'.padStart(11).padEnd(16)}  ${'NAME'.padEnd(width)}  ${'BASE'.padStart(10).padEnd(16)}   SIZE  OBJECT FILE\n`;
  return [heading, ...modules.map((module) => moduleLine(module, width))];
};

function moduleLine({ address, name, base, sizeBytes }: Module, width: number): string {
  const at = base === undefined ? '??' : formatAddress(base);
  return `${formatAddress(address)}  ${visibleText(name).padEnd(width)}  ${at}  ${String(sizeBytes).padStart(5)}\n`;
}

export const mount: NativeCommand = (args, { kernel }) => {
  if (args.length > 0) return undefined;
  const { entries } = readMounts(kernel.objects);
  return ['     MOUNT           SUPERBLK     TYPE   DEVNAME   DIRNAME\n', ...entries.map(mountLine)];
};

function mountLine({ address, superBlock, type, device, directory }: Mount): string {
  const names = [type.padEnd(6), device.padEnd(9), directory].map(visibleText);
  return `${formatAddress(address)} ${formatAddress(superBlock)} ${names.join(' ')}\n`;
}

export const kmemUsage: NativeCommand = (args, { kernel }) =>
  args.length === 0
    ? [memoryUsageText({ ...readMemoryUsage(kernel.objects), sharedPages: countSharedPages(kernel) })]
    : undefined;

function* decoded(pieces: Iterable<Uint8Array>): Iterable<string> {
  const decoder = new TextDecoder();
  for (const piece of pieces) yield visibleText(decoder.decode(piece, { stream: true }));
  yield decoder.decode();
}
