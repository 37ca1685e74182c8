import type { TaskPage } from '../../core/protocol/panels/tasksRequests';
import { unpackRows, type TaskRow } from '../../core/protocol/taskTable';
import type { OpenDump } from '../dumpHost/openDump';
import { whenOpen } from '../dumpHost/whenOpen';

// The dump host answers others in between.
const pageRows = 256;

/** Tasks of a dump as they arrive: what cpus executed first, then more and more, and all at last. */
export async function* readTaskRows(dump: OpenDump): AsyncGenerator<readonly TaskRow[], void> {
  await whenOpen(dump);
  yield unpackRows((await dump.request('cpuTasks', null)).rows);
  const rows: TaskRow[] = [];
  for (let total: number | undefined; total === undefined || rows.length < total;) {
    const page: TaskPage = await dump.request('taskPage', { start: rows.length, count: pageRows });
    const arrived = unpackRows(page.rows);
    rows.push(...arrived);
    total = arrived.length === 0 ? rows.length : page.total;
  }
  yield rows;
}
