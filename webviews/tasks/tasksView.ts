import { errorData } from '../../core/base/errors';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import type { Place } from '../../core/protocol/place';
import { element } from '../shared/element';
import { StatusLine } from '../shared/statusLine';
import { Overlay } from '../shared/overlay';
import { listenForKeys } from '../panel/keys';
import type { PanelHost, PanelView } from '../panel/panelPage';
import { DetailsPane } from './detailsPane';
import { copyText, type CopyForm } from './model/copyText';
import type { ListedTask } from './model/listedTask';
import { parseSavedState, type SideView } from './model/savedTasksState';
import { compileFilter } from './model/taskFilter';
import { nextOrder, sortTasks, type TaskOrder } from './model/taskOrder';
import { TaskStore } from './model/taskStore';
import { LocksPane } from './locksPane';
import { strings } from './strings';
import { TaskGrid } from './taskGrid';
import { TaskLoader } from './taskLoader';
import { TasksHeader } from './tasksHeader';

/** The panel "Tasks": the list, and beside it the current task or who waits for whom. */
export class TasksView implements PanelView {
  readonly root: HTMLElement;
  private readonly store = new TaskStore();
  private readonly status = new StatusLine();
  private readonly overlay = new Overlay();
  private readonly header: TasksHeader;
  private readonly grid: TaskGrid;
  private readonly details: DetailsPane;
  private readonly locks: LocksPane;
  private readonly loader: TaskLoader;
  private order: TaskOrder | undefined;
  private side: SideView;
  private listed: readonly ListedTask[] = [];
  /** Becomes the current task when it arrives. */
  private wanted: string | undefined;

  constructor(private readonly host: PanelHost<TasksRequests>) {
    const saved = parseSavedState(host.savedState);
    this.order = saved.order;
    this.side = saved.side;
    this.wanted = saved.task;
    const follow = (place: Place, beside: boolean): void => {
      void host.ask('show', { place, beside });
    };
    this.header = new TasksHeader(host, saved.filter, {
      filtered: () => {
        this.list();
        this.save();
      },
      run: (command) => {
        this.run(command);
      },
    });
    this.grid = new TaskGrid({
      sort: (column) => {
        this.order = nextOrder(this.order, column);
        this.list();
        this.grid.scrollToTop();
        this.save();
      },
      open: ({ task }, beside) => {
        follow({ view: 'backtraces', task }, beside);
      },
      setContext: ({ task }) => {
        this.setContext(task);
      },
      moved: (task) => {
        this.details.show(task);
        this.save();
      },
    });
    this.details = new DetailsPane(host, {
      follow,
      select: (task) => {
        this.reveal(task);
      },
      setContext: (task) => {
        this.setContext(task);
      },
      threadsOf: ({ tgid }) => this.store.tasks.filter((other) => tgid !== null && other.tgid === tgid),
    });
    this.locks = new LocksPane(host, {
      follow,
      select: (task) => {
        this.reveal(task);
      },
    });
    this.loader = new TaskLoader(host, this.store, {
      arrived: (what) => {
        this.arrived(what);
      },
    });
    this.root = element(
      'div',
      { class: 'panel tasks' },
      this.header.root,
      element(
        'main',
        {},
        element('div', { class: 'list' }, this.grid.root, this.overlay.root),
        element('aside', {}, this.details.root, this.locks.root),
      ),
      this.status.root,
    );
    this.overlay.showSkeleton();
    this.showSide(this.side);
    listenForKeys(tasksKeys, host.settings, (command) => {
      this.run(command);
    });
    void this.load();
  }

  show(place: Place | undefined): void {
    if (place?.view === 'tasks' && place.task !== undefined) this.reveal(place.task);
    this.grid.focus();
  }

  run(command: string): void {
    const action = this.actions[command];
    action?.();
  }

  private readonly actions: Readonly<Record<string, () => void>> = {
    copy: () => {
      this.copy('ps');
    },
    copyLastRun: () => {
      this.copy('lastRun');
    },
    copyMarkdown: () => {
      this.copy('markdown');
    },
    copyTsv: () => {
      this.copy('tsv');
    },
    copyJson: () => {
      this.copy('json');
    },
    copyAddress: () => {
      const task = this.grid.current?.task;
      if (task !== undefined) void this.host.ask('copyText', { text: task.slice(2).padStart(16, '0') });
    },
    filter: () => {
      this.header.focusFilter();
    },
    clearFilter: () => {
      this.header.filter = '';
      this.list();
      this.save();
      this.grid.focus();
    },
    showBacktrace: () => {
      const task = this.grid.current?.task;
      if (task !== undefined)
        void this.host.ask('show', { place: { view: 'backtraces', task }, beside: false });
    },
    showStruct: () => {
      const address = this.grid.current?.task;
      if (address === undefined) return;
      const place = { view: 'structure', type: 'struct task_struct', address } as const;
      void this.host.ask('show', { place, beside: false });
    },
    setContext: () => {
      if (this.grid.current) this.setContext(this.grid.current.task);
    },
    details: () => {
      this.showSide(this.side === 'details' ? 'none' : 'details');
    },
    locks: () => {
      this.showSide(this.side === 'locks' ? 'none' : 'locks');
    },
  };

  private async load(): Promise<void> {
    try {
      await this.loader.loadRows();
    } catch (error) {
      this.showFailure(error, () => void this.load());
      return;
    }
    await this.loadChannels();
  }

  private async loadChannels(): Promise<void> {
    try {
      await this.loader.loadChannels();
      this.list();
    } catch (error) {
      const { code } = errorData(error);
      const again = (): void => void this.loadChannels();
      if (code !== 'cancelled') this.showFailure(error, again);
      else
        this.status.showNote(strings.unwindingStopped(this.store.channelCount, this.store.tasks.length), {
          label: strings.goOn,
          run: again,
        });
    }
  }

  private showFailure(error: unknown, retry: () => void): void {
    const { message, nextStep } = errorData(error);
    if (this.store.tasks.length === 0)
      this.overlay.showMessage(message, nextStep, { label: strings.retry, run: retry });
    this.status.showNote(`${message} ${nextStep}`, { label: strings.retry, run: retry });
  }

  private arrived(what: 'rows' | 'channels'): void {
    // Wait channels change which tasks are listed only where the person asked about them.
    this.list();
    if (what === 'rows') this.showProgress();
    else
      this.status.showNote(strings.unwinding(this.store.channelCount, this.store.tasks.length), {
        label: strings.cancel,
        run: () => {
          this.loader.stopChannels();
        },
      });
    if (this.loader.hasAllChannels) this.showProblems();
  }

  private showProgress(): void {
    this.status.showNote(strings.loading(this.store.tasks.length, this.loader.total));
  }

  private showProblems(): void {
    this.status.showNote(this.loader.problems.map(({ message }) => message).join(' '));
  }

  /** Filters and sorts anew; the current task stays the current one where it is still listed. */
  private list(): void {
    const current = this.wanted ?? this.grid.current?.task;
    const { test, problem } = compileFilter(this.header.filter);
    this.header.showProblem(problem);
    this.listed = sortTasks(this.store.tasks.filter(test), this.order);
    this.grid.show(this.listed, this.order, this.loader.memoryBytes);
    if (current !== undefined && current !== this.grid.current?.task && this.grid.reveal(current))
      this.wanted = undefined;
    this.details.show(this.grid.current);
    this.header.showCommand(this.order?.column === 'ran' ? 'ps -m' : 'ps');
    this.status.showCounts(strings.counts(this.listed.length, this.loader.total ?? this.store.tasks.length));
    this.showEmptiness();
  }

  private showEmptiness(): void {
    if (this.listed.length > 0 || this.store.tasks.length === 0) {
      if (this.listed.length > 0) this.overlay.hide();
      return;
    }
    this.overlay.showMessage(strings.noMatch(this.header.filter), '', {
      label: strings.clearFilter,
      run: () => {
        this.run('clearFilter');
      },
    });
  }

  private reveal(task: string): void {
    if (this.store.find(task) && !this.grid.reveal(task)) {
      this.header.filter = '';
      this.list();
    }
    if (!this.grid.reveal(task)) this.wanted = task;
    this.save();
  }

  private setContext(task: string): void {
    void this.host.ask('setTask', { task });
  }

  private copy(form: CopyForm): void {
    const isAll = this.loader.isWhole && this.listed.length === this.store.tasks.length;
    const text = copyText(this.listed, form, { memoryBytes: this.loader.memoryBytes, isAll });
    void this.host.ask('copyText', { text });
  }

  private showSide(side: SideView): void {
    this.side = side;
    this.details.root.hidden = side !== 'details';
    this.locks.isShown = side === 'locks';
    this.root.classList.toggle('without-side', side === 'none');
    this.header.showSide(side);
    this.save();
  }

  private save(): void {
    this.host.saveState({
      filter: this.header.filter,
      order: this.order,
      task: this.grid.current?.task ?? this.wanted,
      side: this.side,
    });
  }
}

const tasksKeys: Readonly<Record<string, string>> = {
  '/': 'filter',
  Escape: 'clearFilter',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
  s: 'showStruct',
  k: 'locks',
  d: 'details',
};
