import type { StatusLine } from '../shared/statusLine';
import type { Choices } from './model/choices';
import { frameKey, taskKey } from './model/stackRow';
import type { StackStore } from './model/stackStore';
import { ownerOf } from './stackCopies';
import type { StackList } from './stackList';
import type { StackScreen } from './stackScreen';
import { strings } from './strings';
import type { BacktracesHost, SurveyLoader } from './surveyLoader';

interface SightParts {
  readonly host: Pick<BacktracesHost, 'context' | 'savedState'>;
  readonly store: StackStore;
  readonly survey: SurveyLoader;
  readonly choices: Choices;
  readonly list: StackList;
  readonly screen: StackScreen;
  readonly status: StatusLine;
}

/** Brings the stack of one task into sight: that of a link, or of the task that commands mean. */
export class TaskInSight {
  /** The task that was followed last, so that the crashing one is only gone back to from another. */
  private followed: string | undefined;

  constructor(private readonly parts: SightParts) {
    const { current, task } = parts.host.context;
    this.followed = current.isChosen ? task?.task : undefined;
  }

  /** The panel opens without a link: at the task that a person set, as crash's `bt` does. */
  async open(): Promise<void> {
    const { context, savedState } = this.parts.host;
    const isRestored = typeof savedState === 'object' && savedState !== null && 'scope' in savedState;
    if (!isRestored && context.current.isChosen && context.task)
      await this.show(context.task.task, context.task.frame);
  }

  /** Another task was set. Whoever set it here sees it already. */
  async followContext(): Promise<void> {
    const { host, list } = this.parts;
    const { current, task } = host.context;
    const before = this.followed;
    this.followed = current.isChosen || !current.follows ? task?.task : undefined;
    if (!task || this.followed === before) return;
    if (list.current && ownerOf(list.current)?.task === task.task) return;
    await this.bringIntoSight(task.task, task.frame);
  }

  /** Moves there, the focus too. @param frame crash's number of it */
  async show(address: string, frame: number | undefined): Promise<void> {
    if (await this.bringIntoSight(address, frame)) this.parts.list.focus();
  }

  private async bringIntoSight(address: string, frame: number | undefined): Promise<boolean> {
    const { store, survey, choices, list, screen, status } = this.parts;
    const isThere = store.find(address) !== undefined || (await survey.fetchTask(address));
    const task = store.find(address);
    if (!isThere || !task) {
      status.showNote(strings.noTask(address));
      return false;
    }
    const key = taskKey(task);
    screen.change(() => {
      choices.scope = task.crashing ? 'crash' : 'tasks';
      choices.makeSure(task, store.stackOf(task), frame);
      if (!choices.isExpanded(key, task.crashing === true)) choices.toggle(key);
    });
    list.moveTo(frame === undefined ? key : frameKey(key, { frame, inlined: 0 }));
    return true;
  }
}
