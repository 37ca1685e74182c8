import { errorData } from '../../core/base/errors';
import type { LockWaitsData } from '../../core/protocol/lockWaits';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import type { PanelHost } from '../panel/panelPage';
import { button, element } from '../shared/element';
import { cycleBlock, queueBlock, type LockActions } from './lockText';
import { lockQueues } from './model/lockChains';
import { waitGraph } from './model/waitGraph';
import { strings } from './strings';
import { waitGraphPicture } from './waitGraphPicture';

const maxGraphNodes = 200;

/** Who waits for which lock held by whom: circles first, then lock by lock, and a picture of all. */
export class LocksPane {
  readonly root = element('section', { class: 'locks', 'aria-label': strings.locksLabel, tabindex: '0' });
  private isAsked = false;
  private wanted: string | undefined;

  constructor(
    private readonly host: Pick<PanelHost<TasksRequests>, 'request'>,
    private readonly actions: LockActions,
  ) {}

  /** The lock that the task waits for comes into sight, now or when the locks are there. */
  reveal(task: string): void {
    this.wanted = task;
    const found = [...this.root.querySelectorAll<HTMLElement>('[data-task]')].filter(
      ({ dataset }) => dataset['task'] === task,
    );
    for (const marked of this.root.querySelectorAll('.wanted')) marked.classList.remove('wanted');
    for (const each of found) each.classList.add('wanted');
    found[0]?.scrollIntoView({ block: 'center' });
  }

  /** Asked for when it first shows. */
  set isShown(shown: boolean) {
    this.root.hidden = !shown;
    if (!shown || this.isAsked) return;
    this.isAsked = true;
    void this.load(false);
  }

  private async load(looksAtAll: boolean): Promise<void> {
    this.root.replaceChildren(element('p', { class: 'note' }, strings.lookingForLocks));
    try {
      this.fill(await this.host.request('lockWaits', { looksAtAll }));
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.root.replaceChildren(
        element('p', { class: 'bad' }, `${message} ${nextStep}`),
        button(strings.retry, () => void this.load(looksAtAll)),
      );
    }
  }

  private fill(data: LockWaitsData): void {
    const { cycles, waits, problems } = data;
    const canLookFurther = problems.some(({ code }) => code === 'interruptible-waits-left-out');
    this.root.replaceChildren(
      element(
        'h2',
        {},
        strings.locksLabel,
        ' ',
        element('span', { class: 'note' }, strings.waits(waits.length)),
      ),
      ...(waits.length === 0 ? [element('p', { class: 'note' }, strings.noLocks)] : []),
      ...cycles.map((cycle) => cycleBlock(cycle, this.actions)),
      ...lockQueues(data).map((queue) => queueBlock(queue, this.actions)),
      ...(waits.length === 0 ? [] : [this.picture(data)]),
      ...problems.map(({ message }) => element('p', { class: 'note' }, message)),
      ...(canLookFurther ? [button(strings.lookAtAll, () => void this.load(true))] : []),
    );
    if (this.wanted !== undefined) this.reveal(this.wanted);
  }

  private picture({ waits }: LockWaitsData): HTMLElement {
    const graph = waitGraph(waits);
    const { length } = graph.nodes;
    if (length > maxGraphNodes) return element('p', { class: 'note' }, strings.graphTooLarge(length));
    return element(
      'div',
      { class: 'graph-scroll', role: 'group', tabindex: '0', 'aria-label': strings.graph },
      waitGraphPicture(graph, (task) => {
        this.actions.select(task);
      }),
    );
  }
}
