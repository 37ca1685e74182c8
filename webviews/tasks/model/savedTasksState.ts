import { columnIds, type TaskOrder } from './taskOrder';

/** What comes back after a reload. */
export interface SavedTasksState {
  readonly filter: string;
  readonly order: TaskOrder | undefined;
  /** Address of the current task's task_struct. */
  readonly task: string | undefined;
  readonly side: SideView;
}

/** What stands beside the list. */
export const sideViews = ['details', 'locks', 'none'] as const;
export type SideView = (typeof sideViews)[number];

/** Of whatever shape the saved state is. */
export function parseSavedState(value: unknown): SavedTasksState {
  const { filter, order, task, side } = asRecord(value);
  return {
    filter: typeof filter === 'string' ? filter.slice(0, 1000) : '',
    order: parseOrder(order),
    task: typeof task === 'string' && /^0x[0-9a-f]{1,16}$/.test(task) ? task : undefined,
    side: sideViews.find((known) => known === side) ?? 'details',
  };
}

function parseOrder(value: unknown): TaskOrder | undefined {
  const { column, descending } = asRecord(value);
  const known = columnIds.find((id) => id === column);
  return known && { column: known, descending: descending === true };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
