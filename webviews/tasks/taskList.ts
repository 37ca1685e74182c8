import type { PageContext } from '../panel/pageContext';
import { element } from '../shared/element';
import { Overlay } from '../shared/overlay';
import { compileFilter } from './model/taskFilter';
import type { ListedTask } from './model/listedTask';
import { nextOrder, sortTasks, type TaskOrder } from './model/taskOrder';
import type { TaskStore } from './model/taskStore';
import { strings } from './strings';
import { TaskGrid, type GridActions } from './taskGrid';

/** Where the filter's words are typed. */
export interface FilterField {
  filter: string;
  showProblem(problem: string | undefined): void;
}

export interface ListActions extends Omit<GridActions, 'sort'> {
  /** Other tasks are listed, or in another order. */
  changed(): void;
}

/** The tasks that the filter lets through, in the order that the person wants. */
export class TaskList {
  readonly root: HTMLElement;
  readonly overlay = new Overlay();
  memoryBytes: number | undefined;
  private readonly grid: TaskGrid;
  private tasks: readonly ListedTask[] = [];
  /** Becomes the current task when it arrives. */
  private wanted: string | undefined;

  constructor(
    private readonly store: TaskStore,
    private readonly field: FilterField,
    private sortedBy: TaskOrder | undefined,
    private readonly context: PageContext,
    private readonly actions: ListActions,
  ) {
    this.grid = new TaskGrid({
      ...actions,
      sort: (column) => {
        this.sortedBy = nextOrder(this.sortedBy, column);
        this.update();
        this.grid.scrollToTop();
      },
    });
    this.root = element('div', { class: 'list' }, this.grid.root, this.overlay.root);
    this.overlay.showSkeleton();
    context.changed.listen(() => {
      this.followContext();
    });
  }

  get listed(): readonly ListedTask[] {
    return this.tasks;
  }

  get order(): TaskOrder | undefined {
    return this.sortedBy;
  }

  get current(): ListedTask | undefined {
    return this.grid.current;
  }

  /** Of the task that is the current one, or becomes it when it arrives. */
  get currentAddress(): string | undefined {
    return this.wanted ?? this.current?.task;
  }

  /** Filters and sorts anew; the current task stays the current one where it is still listed. */
  update(): void {
    const current = this.currentAddress;
    const { test, problem } = compileFilter(this.field.filter);
    this.field.showProblem(problem);
    this.tasks = sortTasks(this.store.tasks.filter(test), this.sortedBy);
    const { memoryBytes } = this;
    this.grid.show(this.tasks, this.sortedBy, { memoryBytes, context: this.context.chosen });
    if (current !== undefined && (current === this.current?.task || this.grid.reveal(current)))
      this.wanted = undefined;
    this.showEmptiness();
    this.actions.changed();
  }

  clearFilter(): void {
    this.field.filter = '';
    this.update();
    this.grid.focus();
  }

  /** Makes the task the current one, now or when it arrives; a filter that hides it is cleared. */
  reveal(task: string): void {
    this.wanted = task;
    if (!this.store.find(task)) return;
    if (!this.tasks.some((listed) => listed.task === task)) this.field.filter = '';
    this.update();
  }

  focus(): void {
    this.grid.focus();
  }

  /** A task that was set comes into sight where it is listed. */
  private followContext(): void {
    const { task, current } = this.context;
    if (current.isChosen && task && this.tasks.some((listed) => listed.task === task.task))
      this.wanted = task.task;
    this.update();
  }

  private showEmptiness(): void {
    if (this.tasks.length > 0) this.overlay.hide();
    else if (this.store.tasks.length > 0)
      this.overlay.showMessage(strings.noMatch(this.field.filter), '', {
        label: strings.clearFilter,
        run: () => {
          this.clearFilter();
        },
      });
  }
}
