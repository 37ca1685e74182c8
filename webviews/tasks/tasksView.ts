import { errorData } from '../../core/base/errors';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import type { Place } from '../../core/protocol/place';
import { element } from '../shared/element';
import { StatusLine } from '../shared/statusLine';
import { listenForKeys } from '../panel/keys';
import type { PanelHost, PanelView } from '../panel/panelPage';
import { DetailsPane } from './detailsPane';
import { LocksPane } from './locksPane';
import { copyText, type CopyForm } from './model/copyText';
import { parseSavedState, type SideView } from './model/savedTasksState';
import { TaskStore } from './model/taskStore';
import { strings } from './strings';
import { TaskList } from './taskList';
import { TaskLoader } from './taskLoader';
import { TaskLoading } from './taskLoading';
import { TasksHeader } from './tasksHeader';

/** The panel "Tasks": the list, and beside it the current task or who waits for whom. */
export class TasksView implements PanelView {
  readonly root: HTMLElement;
  private readonly store = new TaskStore();
  private readonly status = new StatusLine();
  private readonly header: TasksHeader;
  private readonly list: TaskList;
  private readonly details: DetailsPane;
  private readonly locks: LocksPane;
  private readonly loader: TaskLoader;
  private side: SideView;

  constructor(private readonly host: PanelHost<TasksRequests>) {
    const saved = parseSavedState(host.savedState);
    this.side = saved.side;
    this.header = new TasksHeader(host, saved.filter, {
      filtered: () => {
        this.list.update();
      },
      run: (command) => {
        this.run(command);
      },
      failed: this.failed,
    });
    const sideActions = {
      follow: (place: Place, beside: boolean) => {
        this.follow(place, beside);
      },
      select: (task: string) => {
        this.list.reveal(task);
      },
    };
    this.details = new DetailsPane(host, {
      ...sideActions,
      setContext: (task) => void host.ask('setTask', { task }),
      threadsOf: ({ tgid }) => this.store.tasks.filter((other) => tgid !== null && other.tgid === tgid),
    });
    this.locks = new LocksPane(host, sideActions);
    this.list = new TaskList(this.store, this.header, saved.order, {
      open: ({ task }, beside) => {
        this.follow({ view: 'backtraces', task }, beside);
      },
      setContext: ({ task }) => void host.ask('setTask', { task }),
      moved: (task) => {
        this.details.show(task);
        this.save();
      },
      changed: () => {
        this.listChanged();
      },
    });
    this.loader = new TaskLoader(host, this.store, {
      arrived: (what) => {
        this.list.memoryBytes = this.loader.memoryBytes;
        this.list.update();
        if (what === 'rows') this.details.updateThreads();
        loading.showProgress(what);
      },
    });
    const loading = new TaskLoading(this.loader, this.store, this.list, this.status);
    this.root = element(
      'div',
      { class: 'panel tasks' },
      this.header.root,
      element('main', {}, this.list.root, element('aside', {}, this.details.root, this.locks.root)),
      this.status.root,
    );
    if (saved.task !== undefined) this.list.reveal(saved.task);
    this.showSide(this.side);
    listenForKeys(tasksKeys, host.settings, (command) => {
      this.run(command);
    });
    void loading.start();
  }

  show(place: Place | undefined): void {
    if (place?.view === 'tasks' && place.task !== undefined) this.list.reveal(place.task);
    this.list.focus();
  }

  run(command: string): void {
    this.actions[command]?.();
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
      this.onCurrent((task) => void this.host.ask('copyText', { text: task.slice(2).padStart(16, '0') }));
    },
    filter: () => {
      this.header.focusFilter();
    },
    clearFilter: () => {
      this.list.clearFilter();
    },
    showBacktrace: () => {
      this.onCurrent((task) => {
        this.follow({ view: 'backtraces', task }, false);
      });
    },
    showStruct: () => {
      this.onCurrent((address) => {
        this.follow({ view: 'structure', type: 'struct task_struct', address }, false);
      });
    },
    setContext: () => {
      this.onCurrent((task) => void this.host.ask('setTask', { task }));
    },
    details: () => {
      this.showSide(this.side === 'details' ? 'none' : 'details');
    },
    locks: () => {
      this.showSide(this.side === 'locks' ? 'none' : 'locks');
    },
  };

  private readonly failed = (error: unknown): void => {
    this.status.showNote(errorData(error).message);
  };

  private onCurrent(action: (task: string) => void): void {
    const task = this.list.current?.task;
    if (task !== undefined) action(task);
  }

  private follow(place: Place, beside: boolean): void {
    void this.host.ask('show', { place, beside });
  }

  private listChanged(): void {
    const { listed, order, current } = this.list;
    this.details.show(current);
    this.header.showCommand(order?.column === 'ran' ? 'ps -m' : 'ps');
    this.status.showCounts(strings.counts(listed.length, this.loader.total ?? this.store.tasks.length));
    this.save();
  }

  private copy(form: CopyForm): void {
    const { listed } = this.list;
    const isAll = this.loader.isWhole && listed.length === this.store.tasks.length;
    const text = copyText(listed, form, { memoryBytes: this.loader.memoryBytes, isAll });
    void this.host.ask('copyText', { text });
  }

  private showSide(side: SideView): void {
    this.side = side;
    this.details.root.hidden = side !== 'details';
    this.locks.isShown = side === 'locks';
    this.root.classList.toggle('without-side', side === 'none');
    this.root.classList.toggle('with-locks', side === 'locks');
    this.header.showSide(side);
    this.save();
  }

  private save(): void {
    const { order, currentAddress: task } = this.list;
    this.host.saveState({ filter: this.header.filter, order, task, side: this.side });
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
