import { errorData } from '../../core/base/errors';
import type { Overlay } from '../shared/overlay';
import type { StatusLine } from '../shared/statusLine';
import type { StackGroups } from './model/stackGroups';
import type { StackStore } from './model/stackStore';
import type { StackList } from './stackList';
import type { StackScreen } from './stackScreen';
import { strings } from './strings';
import type { SurveyLoader } from './surveyLoader';

interface RunParts {
  readonly survey: SurveyLoader;
  readonly store: StackStore;
  readonly groups: StackGroups;
  readonly list: StackList;
  readonly screen: StackScreen;
  readonly overlay: Overlay;
  readonly status: StatusLine;
}

/** Has all stacks unwound that are missing, the crash first, and says why where that fails. */
export async function runSurvey(parts: RunParts): Promise<void> {
  const { survey, store, groups, list, screen, overlay, status } = parts;
  try {
    await survey.run();
    // Nobody reads yet in an order that would change under their eyes.
    if (!list.isRead) groups.sort();
    screen.drawSoon();
  } catch (error) {
    const { message, nextStep } = errorData(error);
    const action = { label: strings.retry, run: () => void runSurvey(parts) };
    if (store.count === 0) overlay.showMessage(message, nextStep, action);
    else status.showNote(`${message} ${nextStep}`, action);
  }
}
