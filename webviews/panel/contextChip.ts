import { visibleText } from '../../core/base/visibleText';
import type { PanelContext } from '../../core/protocol/taskContext';
import { button, element } from '../shared/element';
import { icon } from '../shared/icon';
import { iconButton } from './iconButton';
import type { PanelHost } from './panelPage';
import { panelStrings } from './strings';

const words = panelStrings.context;

/** Says which task the panel's commands mean; chooses another, lets go of it, and ties the panel to it. */
export class ContextChip {
  private readonly task: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly follow: HTMLButtonElement;
  readonly root: HTMLElement;

  constructor(host: Pick<PanelHost<object>, 'ask' | 'context'>, failed: (error: unknown) => void) {
    const asking = (asked: Promise<unknown>): void => {
      asked.catch(failed);
    };
    this.task = button('', () => {
      asking(host.ask('chooseTask', null));
    });
    this.task.className = 'context-task code';
    this.reset = iconButton('×', words.reset, () => {
      asking(host.ask('resetTask', null));
    });
    this.follow = iconButton(icon('chain'), words.follow, () => {
      asking(host.context.toggleFollowing());
    });
    this.root = element(
      'div',
      { class: 'context', role: 'group', 'aria-label': words.label },
      this.task,
      this.reset,
      this.follow,
    );
    host.context.changed.listen((context) => {
      this.show(context);
    });
    this.show(host.context.current);
  }

  private show({ task, isChosen, follows }: PanelContext): void {
    this.root.hidden = !task;
    if (!task) return;
    const name = visibleText(words.task(task));
    this.task.replaceChildren(icon('target'), ` ${name}`);
    this.task.title = isChosen || !follows ? words.chosen(name) : words.crashed(name);
    this.task.setAttribute('aria-label', this.task.title);
    this.task.classList.toggle('note', !isChosen && follows);
    this.reset.hidden = !isChosen || !follows;
    this.follow.setAttribute('aria-pressed', String(follows));
    this.follow.title = follows ? words.follow : words.kept;
  }
}
