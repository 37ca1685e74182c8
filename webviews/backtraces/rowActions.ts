import type { Place } from '../../core/protocol/place';
import { codePlace } from './model/framePlace';
import type { FrameRow, StackRow } from './model/stackRow';
import type { Choices } from './model/choices';
import type { StackScreen } from './stackScreen';
import type { StackStore } from './model/stackStore';
import { ownerOf } from './stackCopies';
import type { BacktracesHost } from './surveyLoader';

/** What rows need of the panel around them. */
export interface RowSurroundings {
  readonly host: Pick<BacktracesHost, 'ask' | 'request'>;
  readonly store: StackStore;
  run(command: string): void;
  readonly choices: Choices;
  readonly screen: StackScreen;
  moveToParent(): void;
  readonly failed: (error: unknown) => void;
}

/** What a row does by key or mouse. */
export class RowActions {
  constructor(private readonly around: RowSurroundings) {}

  readonly follow = (place: Place, beside: boolean): void => {
    this.around.host.ask('show', { place, beside }).catch(this.around.failed);
  };

  toggle(key: string): void {
    const { choices, screen } = this.around;
    screen.change(() => {
      choices.toggle(key);
    });
  }

  run(command: string): void {
    this.around.run(command);
  }

  readonly openSource = ({ owner, index }: FrameRow): void => {
    this.around.host.request('openSource', { task: owner.task, index }).catch(this.around.failed);
  };

  /** A frame leads to its source where that is there, else to its code; a task of a group to its own stack. */
  open(row: StackRow, beside: boolean): void {
    if (row.kind === 'frame') {
      if (row.isOpenable) this.openSource(row);
      else this.follow(codePlace(row), beside);
    } else if (row.kind === 'task' && row.level === 2 && row.task.task !== undefined) {
      this.follow({ view: 'backtraces', task: row.task.task }, beside);
    } else this.expand(row);
  }

  /** Makes the row's task what commands mean, and its frame the one whose registers are meant. */
  setContext(row: StackRow): void {
    const task = ownerOf(row)?.task;
    const frame = row.kind === 'frame' ? row.code.frame : undefined;
    if (task !== undefined) this.around.host.ask('setTask', { task, frame }).catch(this.around.failed);
  }

  /** The lock that the row's stack waits for, among all; false where it waits for none. */
  showLocks(row: StackRow): boolean {
    const owner = ownerOf(row);
    if (!owner || !this.around.store.stackOf(owner)?.wait) return false;
    this.follow({ view: 'tasks', task: owner.task, locks: true }, false);
    return true;
  }

  /** Opens or closes the row; one that says that something is hidden shows that. */
  expand(row: StackRow): void {
    if (row.kind === 'hidden') this.run('toggleIdle');
    else if (row.kind === 'folded') this.run('toggleScheduler');
    else if ('expanded' in row && row.expanded !== undefined) this.toggle(row.key);
  }

  /** Shift+Enter sets the context; Space turns, the arrows open and close, and lead to what a row is part of; true when the key meant something. */
  handleKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, row: StackRow): boolean {
    if (altKey || ctrlKey || metaKey) return false;
    if (shiftKey) {
      if (key === 'Enter') this.setContext(row);
      return key === 'Enter';
    }
    const expanded = 'expanded' in row ? row.expanded : undefined;
    switch (key) {
      case ' ':
        this.expand(row);
        return true;
      case 'ArrowRight':
        if (expanded === false) this.expand(row);
        return true;
      case 'ArrowLeft':
        if (expanded === true) this.expand(row);
        else this.around.moveToParent();
        return true;
      default:
        return false;
    }
  }
}
