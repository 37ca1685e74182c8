import { count, hexAddress, optional, record, text } from '../../core/protocol/check';
import type { TaskContext } from '../../core/protocol/taskContext';

/** What the address of a kept answer says beside who gave it. */
export interface RunQuery {
  readonly dump: string;
  readonly line: string;
  /** That was meant. */
  readonly task: TaskContext | undefined;
}

interface WrittenTask {
  readonly task: string;
  readonly pid?: number | undefined;
  readonly comm?: string | undefined;
}

interface WrittenQuery extends Omit<RunQuery, 'task'> {
  readonly task?: WrittenTask | undefined;
}

const writtenTask = record<WrittenTask>({ task: hexAddress, pid: optional(count()), comm: optional(text) });
const writtenQuery = record<WrittenQuery>({ dump: text, line: text, task: optional(writtenTask) });

export function runQuery({ dump, line, task }: RunQuery): string {
  const { task: address, pid, comm } = task ?? {};
  const written =
    address === undefined ? undefined : { task: address, pid: pid ?? undefined, comm: comm ?? undefined };
  return JSON.stringify({ dump, line, task: written } satisfies WrittenQuery);
}

/** @throws VmcoreError `bad-request`, or SyntaxError: an editor may be asked to open any address */
export function parseRunQuery(query: string): RunQuery {
  const { dump, line, task } = writtenQuery(JSON.parse(query), 'query');
  return { dump, line, task: task && { task: task.task, pid: task.pid ?? null, comm: task.comm ?? null } };
}
