import type { SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { isIdle } from './functionKinds';
import type { Scope } from './scopes';
import type { StackTest } from './stackFilter';
import type { StackGroups } from './stackGroups';
import { groupKey, taskKey, type StackRow } from './stackRow';
import { groupRows, taskRows, type RowOptions } from './stackRows';
import type { StackOwner } from './stackSearch';
import type { StackStore } from './stackStore';

/** The tasks that a scope is about, after the filter, and how many idle ones are folded away. */
export interface ScopeTasks {
  readonly tasks: readonly SurveyedTask[];
  readonly idleHidden: number;
}

/** The crash is one task: nothing of it is filtered away. */
export function scopeTasks(store: StackStore, scope: Scope, test: StackTest, showIdle: boolean): ScopeTasks {
  if (scope === 'crash') return { tasks: store.crashing ? [store.crashing] : [], idleHidden: 0 };
  const tasks: SurveyedTask[] = [];
  let idleHidden = 0;
  for (const task of store.tasks) {
    if (scope === 'cpus' && !task.onCpu) continue;
    if (!test(task, store.stackOf(task))) continue;
    if (showIdle || !isIdle(task)) tasks.push(task);
    else idleHidden++;
  }
  return { tasks, idleHidden };
}

/** What has a stack in the list of a scope, in its order. */
export function scopeOwners(scope: Scope, { tasks }: ScopeTasks, groups: StackGroups): readonly StackOwner[] {
  if (scope === 'groups')
    return groups.of(tasks).map((group) => ({ key: groupKey(group), tasks: group.tasks }));
  return tasks.map((task) => ({ key: taskKey(task), tasks: [task] }));
}

/** The list of a scope; the crash stands open. */
export function scopeRows(
  scope: Exclude<Scope, 'picture'>,
  { tasks, idleHidden }: ScopeTasks,
  groups: StackGroups,
  options: RowOptions,
): readonly StackRow[] {
  const rows: StackRow[] = [];
  if (scope === 'groups') for (const group of groups.of(tasks)) rows.push(...groupRows(group, options));
  else for (const task of tasks) rows.push(...taskRows(task, scope === 'crash', options));
  if (idleHidden > 0) rows.push({ kind: 'hidden', key: 'hidden', level: 1, count: idleHidden });
  return rows;
}
