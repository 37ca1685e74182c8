import type { Overlay } from '../shared/overlay';
import type { Choices } from './model/choices';
import type { ScopeTasks } from './model/scopeRows';
import type { StackStore } from './model/stackStore';
import { strings } from './strings';
import type { SurveyLoader } from './surveyLoader';

/** Says why there is nothing; a skeleton stands there until it is known. */
export function showEmptiness(
  overlay: Overlay,
  { store, survey }: { readonly store: StackStore; readonly survey: SurveyLoader },
  { tasks, idleHidden }: ScopeTasks,
  { scope, filter, filterText }: Choices,
  clearFilter: () => void,
): void {
  if (store.total === undefined && store.count === 0) return;
  const problems = store.problems.map(({ message }) => message).join(' ');
  if (tasks.length + idleHidden > 0) overlay.hide();
  else if (scope === 'crash') overlay.showMessage(strings.noCrash, problems);
  else if (!filter.isEmpty && (store.isWhole || !survey.isRunning)) {
    const action = { label: strings.clearFilter, run: clearFilter };
    overlay.showMessage(strings.noMatch(filterText), '', action);
  } else overlay.showMessage(strings.noTasks, problems);
}
