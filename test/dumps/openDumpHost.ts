import assert from 'node:assert/strict';
import { join } from 'node:path';
import { unpackRows } from '../../core/protocol/taskTable';
import { startDumpHost, type DumpHost } from '../../extension/dumpHost/dumpHostProcess';

const modulePath = join(__dirname, '../../debug-adapter/main.js');

/** A dump host that has the dump open; whoever starts it stops it. */
export async function openDumpHost(path: string): Promise<DumpHost> {
  const host = startDumpHost(
    modulePath,
    { logLine: () => null, debugMessage: () => null, engineOutput: () => null },
    (line) => {
      process.stderr.write(`${line}\n`);
    },
  );
  await host.connection.request('open', { path });
  return host;
}

/** The address of the task_struct. */
export async function taskWithPid(
  { connection }: Pick<DumpHost, 'connection'>,
  pid: number,
): Promise<string> {
  const { rows } = await connection.request('taskPage', { start: 0, count: 1000 });
  const row = unpackRows(rows).find((each) => each.pid === pid);
  assert.ok(row, `the dump has a task ${pid}`);
  return row.task;
}
