import { readTasks } from '../core/kernel/tasks';
import { readUsableMemoryBytes } from '../core/kernel/usableMemory';
import type { TaskData } from '../core/protocol/taskData';
import { psHeading, psLine } from '../core/protocol/taskText';
import { tasksData } from '../core/report/taskData';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeNotice, writeOutput } from './output';
import { usage } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore tasks`: every thread, as crash's `ps` prints it. */
export async function tasks(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.tasks);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.tasks);
  const kernel = await openDumpWithTypes(path, kernelFiles(values));
  try {
    const { objects } = kernel;
    const found = readTasks(objects);
    const data = tasksData(objects, found.tasks);
    const memoryBytes = readUsableMemoryBytes(objects.memory, objects.findAddress, kernel.dump.machine);
    writeOutput(
      values.json
        ? `${JSON.stringify(data, undefined, 2)}\n`
        : tasksText(data, memoryBytes === undefined ? undefined : Number(memoryBytes)),
    );
    for (const { message, at } of [...(kernel.types?.problems ?? []), ...found.problems]) {
      writeNotice(at === undefined ? message : `${message} (${at})`);
    }
  } finally {
    kernel.dump.close();
  }
}

/** @param memoryBytes of the machine; undefined when unknown */
function tasksText(tasks: readonly TaskData[], memoryBytes: number | undefined): string {
  return psHeading + tasks.map((task) => psLine(psRow(task), memoryBytes)).join('');
}

function psRow(task: TaskData): Parameters<typeof psLine>[0] {
  const { pid = null, ppid = null, comm = null, state = null, cpu = null } = task;
  const { residentBytes = null, virtualBytes = null, kernelThread, onCpu } = task;
  const role = onCpu ? 'on-cpu' : null;
  return { task: task.task, pid, ppid, comm, state, cpu, role, kernelThread, residentBytes, virtualBytes };
}
