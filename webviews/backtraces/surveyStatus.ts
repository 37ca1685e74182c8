import type { StatusLine } from '../shared/statusLine';
import type { ScopeTasks } from './model/scopeRows';
import type { Scope } from './model/scopes';
import type { StackGroups } from './model/stackGroups';
import type { StackStore } from './model/stackStore';
import { strings } from './strings';
import type { SurveyLoader } from './surveyLoader';

/** What can be done about the survey. */
export interface SurveyActions {
  readonly goOn: () => void;
  readonly sort: () => void;
}

/** Tells how many tasks show, and how far unwinding is. */
export function showSurveyStatus(
  status: StatusLine,
  { store, survey }: { readonly store: StackStore; readonly survey: SurveyLoader },
  shown: ScopeTasks & { readonly scope: Scope; readonly groups: StackGroups },
  actions: SurveyActions,
): void {
  const { tasks, scope } = shown;
  const counts = scope === 'crash' ? [] : [strings.counts(tasks.length, store.total ?? store.count)];
  if (scope === 'groups') counts.push(strings.groups(shown.groups.count));
  status.showCounts(counts.join(' · '));
  const { count, total } = store;
  if (survey.isRunning) {
    status.showNote(total === undefined ? strings.readingTasks : strings.unwinding(count, total), {
      label: strings.cancel,
      run: () => {
        survey.cancel();
      },
    });
  } else if (!store.isWhole && count > 0) {
    status.showNote(strings.stopped(count, total), { label: strings.goOn, run: actions.goOn });
  } else if (scope === 'groups' && !shown.groups.isSorted) {
    status.showNote(strings.unsorted, { label: strings.sort, run: actions.sort });
  } else status.showNote(store.problems.map(({ message }) => message).join(' '));
}
