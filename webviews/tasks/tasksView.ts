import { errorData } from '../../core/base/errors';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import type { Place } from '../../core/protocol/place';
import { element } from '../shared/element';
import { StatusLine } from '../shared/statusLine';
import { listenForKeys } from '../panel/keys';
import type { PanelHost, PanelView } from '../panel/panelPage';
import { DetailsPane } from './detailsPane';
import { LocksPane } from './locksPane';
import { parseSavedState } from './model/savedTasksState';
import { TaskStore } from './model/taskStore';
import { SidePane } from './sidePane';
import { strings } from './strings';
import { TaskList } from './taskList';
import { TaskLoader } from './taskLoader';
import { TaskLoading } from './taskLoading';
import { tasksCommands, tasksKeys } from './tasksCommands';
import { TasksHeader } from './tasksHeader';

/** The panel "Tasks": the list, and beside it the current task or who waits for whom. */
export class TasksView implements PanelView {
  readonly root = element('div', { class: 'panel tasks' });
  private readonly store = new TaskStore();
  private readonly status = new StatusLine();
  private readonly header: TasksHeader;
  private readonly list: TaskList;
  private readonly details: DetailsPane;
  private readonly locks: LocksPane;
  private readonly loader: TaskLoader;
  private readonly side: SidePane;
  private readonly commands: Readonly<Record<string, () => void>>;

  constructor(private readonly host: PanelHost<TasksRequests>) {
    const { store, status, root, failed, follow, setContext } = this;
    const saved = parseSavedState(host.savedState);
    const run = (command: string): void => {
      this.run(command);
    };
    const header = (this.header = new TasksHeader(host, saved.filter, {
      filtered: () => {
        this.list.update();
      },
      run,
      failed,
    }));
    const select = (task: string): void => {
      this.list.reveal(task);
    };
    const details = (this.details = new DetailsPane(host, {
      follow,
      select,
      setContext,
      threadsOf: ({ tgid }) => store.tasks.filter((other) => tgid !== null && other.tgid === tgid),
    }));
    const locks = (this.locks = new LocksPane(host, { follow, select }));
    const side = (this.side = new SidePane(saved.side, { details, locks }, root, (view) => {
      header.showSide(view);
      this.save();
    }));
    const list = (this.list = new TaskList(store, header, saved.order, host.context, {
      open: ({ task }, beside) => {
        follow({ view: 'backtraces', task }, beside);
      },
      setContext: ({ task }) => {
        setContext(task);
      },
      moved: (task) => {
        this.details.show(task);
        this.save();
      },
      changed: () => {
        this.listChanged();
      },
    }));
    const loader = (this.loader = new TaskLoader(host, store, {
      arrived: (what) => {
        list.memoryBytes = loader.memoryBytes;
        list.update();
        if (what === 'rows') this.details.updateThreads();
        loading.showProgress(what);
      },
    }));
    const loading = new TaskLoading(loader, store, list, status);
    root.append(
      header.root,
      element('main', {}, list.root, element('aside', {}, details.root, locks.root)),
      status.root,
    );
    if (saved.task !== undefined) list.reveal(saved.task);
    this.commands = tasksCommands({
      host,
      list,
      header,
      loader,
      store,
      side,
      status,
      follow,
      setContext,
      failed,
    });
    side.show(saved.side);
    listenForKeys(tasksKeys, host.settings, run);
    void loading.start();
  }

  show(place: Place | undefined): void {
    if (place?.view === 'tasks') {
      if (place.task !== undefined) this.list.reveal(place.task);
      if (place.locks) this.side.show('locks');
      if (place.locks && place.task !== undefined) this.locks.reveal(place.task);
    }
    this.list.focus();
  }

  run(command: string): void {
    this.commands[command]?.();
  }

  private readonly failed = (error: unknown): void => {
    this.status.showNote(errorData(error).message);
  };

  private readonly follow = (place: Place, beside: boolean): void => {
    this.host.ask('show', { place, beside }).catch(this.failed);
  };

  private readonly setContext = (task: string): void => {
    this.host.ask('setTask', { task }).catch(this.failed);
  };

  private listChanged(): void {
    const { listed, order, current } = this.list;
    this.details.show(current);
    this.header.showCommand(order?.column === 'ran' ? 'ps -m' : 'ps');
    this.status.showCounts(strings.counts(listed.length, this.loader.total ?? this.store.tasks.length));
    this.save();
  }

  private save(): void {
    const { order, currentAddress: task } = this.list;
    this.host.saveState({ filter: this.header.filter, order, task, side: this.side.view });
  }
}
