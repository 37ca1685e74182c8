import { readTasks } from '../core/kernel/tasks/tasks';
import { tasksText } from '../core/protocol/text/taskText';
import { readMachineMemoryBytes } from '../core/report/memory/machineMemory';
import { tasksData } from '../core/report/tasks/taskData';
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
    const memoryBytes = readMachineMemoryBytes(kernel);
    writeOutput(values.json ? `${JSON.stringify(data, undefined, 2)}\n` : tasksText(data, memoryBytes));
    for (const { message, at } of [...(kernel.types?.problems ?? []), ...found.problems]) {
      writeNotice(at === undefined ? message : `${message} (${at})`);
    }
  } finally {
    kernel.dump.close();
  }
}
