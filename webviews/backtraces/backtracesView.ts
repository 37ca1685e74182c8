import { errorData } from '../../core/base/errors';
import type { Place } from '../../core/protocol/place';
import { listenForKeys } from '../panel/keys';
import type { PanelView } from '../panel/panelPage';
import { element } from '../shared/element';
import { Overlay } from '../shared/overlay';
import { StatusLine } from '../shared/statusLine';
import { BacktracesHeader } from './backtracesHeader';
import { FrameDetails } from './frameDetails';
import { Choices } from './model/choices';
import { parsePanelState } from './model/panelState';
import { pictureStacks } from './model/pictureStacks';
import { scopeRows, scopeTasks, type ScopeTasks } from './model/scopeRows';
import { scopes, type Scope } from './model/scopes';
import { StackGroups } from './model/stackGroups';
import { frameKey, taskKey, type StackRow } from './model/stackRows';
import { StackStore } from './model/stackStore';
import { PictureView } from './pictureView';
import { RowActions } from './rowActions';
import { paintRow } from './rowPainter';
import { copyCommands, ownerOf, StackCopies, type CopyCommand } from './stackCopies';
import { StackList } from './stackList';
import { StackLoader } from './stackLoader';
import { strings } from './strings';
import { SurveyLoader, type BacktracesHost } from './surveyLoader';
import { showSurveyStatus } from './surveyStatus';

const keys: Readonly<Record<string, string>> = {
  ...Object.fromEntries(scopes.map((scope, index) => [String(index + 1), scope])),
  '/': 'filter',
  Escape: 'clearFilter',
  h: 'toggleIdle',
  e: 'toggleScheduler',
  i: 'invert',
  f: 'focusFunction',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
};

/** The panel: whose stacks, found by which words, and the list of them. */
export class BacktracesView implements PanelView {
  readonly root: HTMLElement;
  private readonly choices: Choices;
  private readonly store = new StackStore();
  private readonly groups = new StackGroups();
  private readonly survey: SurveyLoader;
  private readonly loader: StackLoader;
  private readonly details: FrameDetails;
  private readonly copies: StackCopies;
  private readonly rows: RowActions;
  private readonly list: StackList;
  private readonly overlay = new Overlay();
  private readonly status = new StatusLine();
  private readonly header: BacktracesHeader;
  private readonly picture = new PictureView((called, beside) => {
    this.rows.follow({ view: 'disassembly', address: called.pc }, beside);
  });
  private shown: ScopeTasks = { tasks: [], idleHidden: 0 };
  private drawing = 0;

  constructor(private readonly host: BacktracesHost) {
    const saved = parsePanelState(host.savedState);
    this.choices = new Choices(saved);
    const { store } = this;
    this.survey = new SurveyLoader(host, store, this.drawSoon);
    this.loader = new StackLoader(host, store, this.drawSoon, this.failed);
    this.details = new FrameDetails(host, this.drawSoon);
    this.copies = new StackCopies(host, store, this.loader);
    this.rows = this.rowActions();
    this.list = this.stackList();
    this.list.restore(saved.current, saved.first);
    this.header = new BacktracesHeader({
      host,
      run: (command) => {
        this.run(command);
      },
      filter: (text) => {
        this.change(() => (this.choices.filterText = text));
      },
      leaveFilter: () => {
        this.focus();
      },
      failed: this.failed,
    });
    this.root = element(
      'div',
      { class: 'panel backtraces' },
      this.header.root,
      element('main', {}, this.list.root, this.picture.root, this.overlay.root),
      this.status.root,
    );
    listenForKeys(keys, host.settings, (command) => {
      this.run(command);
    });
    this.overlay.showSkeleton();
    void this.load();
  }

  show(place: Place | undefined): void {
    if (place?.view !== 'backtraces' || place.task === undefined) return;
    this.showTask(place.task, place.frame).catch(this.failed);
  }

  run(command: string): void {
    const copy = copyCommands.find((candidate) => candidate === command);
    const scope = scopes.find((candidate) => candidate === command);
    if (copy) this.copy(copy).catch(this.failed);
    else if (scope) this.choose(scope);
    else this.runOther(command);
  }

  private runOther(command: string): void {
    const { choices, list, rows } = this;
    switch (command) {
      case 'filter':
        this.header.focusFilter();
        break;
      case 'clearFilter':
        this.change(() => (choices.filterText = ''));
        this.focus();
        break;
      case 'toggleIdle':
        this.change(() => (choices.showIdle = !choices.showIdle));
        break;
      case 'toggleScheduler':
        this.change(() => (choices.showScheduler = !choices.showScheduler));
        break;
      case 'invert':
        this.change(() => (choices.isInverted = !choices.isInverted));
        break;
      case 'focusFunction':
        this.focusFunction();
        break;
      case 'open':
      case 'openToSide':
        if (list.current) rows.open(list.current, command === 'openToSide');
        break;
      case 'expand':
        if (list.current) rows.expand(list.current);
        break;
    }
  }

  private choose(scope: Scope): void {
    this.change(() => (this.choices.scope = scope));
    this.draw();
    this.focus();
  }

  private focus(): void {
    if (this.choices.scope === 'picture') this.picture.focus();
    else this.list.focus();
  }

  /** Draws the picture around the function that is current in it, or around none again. */
  private focusFunction(): void {
    const { choices, picture } = this;
    const name = choices.focusFunction === undefined ? picture.currentFunction?.name : undefined;
    if (name === undefined && choices.focusFunction === undefined) this.status.showNote(strings.noFunction);
    else this.change(() => (choices.focusFunction = name));
  }

  private change(how: () => void): void {
    how();
    this.save();
    this.drawSoon();
  }

  private async copy(command: CopyCommand): Promise<void> {
    const isCopied = await this.copies.copy(command, this.list.current, this.shown.tasks);
    this.status.showNote(isCopied ? strings.copied : strings.nothingToCopy);
  }

  /** Unwinds what is missing; the crash comes first. */
  private async load(): Promise<void> {
    try {
      await this.survey.run();
      // Nobody reads yet in an order that would change under their eyes.
      if (!this.list.isRead) this.groups.sort();
      this.drawSoon();
    } catch (error) {
      const { message, nextStep } = errorData(error);
      const action = { label: strings.retry, run: () => void this.load() };
      if (this.store.count === 0) this.overlay.showMessage(message, nextStep, action);
      else this.status.showNote(`${message} ${nextStep}`, action);
    }
  }

  private async showTask(address: string, frame: number | undefined): Promise<void> {
    if (!this.store.find(address) && !(await this.survey.fetchTask(address))) {
      this.status.showNote(strings.noTask(address));
      return;
    }
    const task = this.store.find(address);
    if (!task) return;
    const key = taskKey(task);
    this.change(() => {
      const { choices } = this;
      choices.scope = task.crashing ? 'crash' : 'tasks';
      choices.makeSure(task, this.store.stackOf(task));
      if (!choices.isExpanded(key, task.crashing === true)) choices.toggle(key);
    });
    this.list.moveTo(frame === undefined ? key : frameKey(key, frame));
    this.list.focus();
  }

  private readonly drawSoon = (): void => {
    this.drawing ||= requestAnimationFrame(() => {
      this.drawing = 0;
      this.draw();
    });
  };

  private draw(): void {
    const { choices, store } = this;
    const { scope } = choices;
    this.shown = scopeTasks(store, scope, choices.filter.test, choices.showIdle);
    this.root.dataset['scope'] = scope;
    if (scope !== 'picture') this.list.show(this.listRows(scope));
    if (scope === 'picture' || scope === 'groups') this.showPicture();
    this.showEmptiness();
    this.showStatus();
    this.showHeader();
  }

  private showPicture(): void {
    const { choices, store } = this;
    this.picture.show({
      stacks: pictureStacks(store, choices.filter.test, choices),
      isInverted: choices.isInverted,
      focus: choices.focusFunction,
      isFiltered: !choices.filter.isEmpty,
    });
  }

  private listRows(scope: Exclude<Scope, 'picture'>): readonly StackRow[] {
    const { choices, loader, details } = this;
    return scopeRows(scope, this.shown, this.groups, {
      isExpanded: choices.isExpanded,
      foldScheduler: !choices.showScheduler,
      stackOf: (task) => loader.stackOf(task),
      detailsOf: (task, number) => details.of(task, number),
    });
  }

  /** Says why there is nothing; a skeleton stands there until it is known. */
  private showEmptiness(): void {
    const { choices, store, shown } = this;
    if (store.total === 0) return;
    if (shown.tasks.length + shown.idleHidden > 0) this.overlay.hide();
    else if (choices.scope === 'crash') this.overlay.showMessage(strings.noCrash, problemText(store));
    else if (!choices.filter.isEmpty && (store.isWhole || !this.survey.isRunning)) {
      this.overlay.showMessage(strings.noMatch(choices.filterText), '', {
        label: strings.clearFilter,
        run: () => {
          this.run('clearFilter');
        },
      });
    } else this.overlay.showMessage(strings.noTasks, problemText(store));
  }

  private showStatus(): void {
    const { shown, choices, groups, store, survey } = this;
    showSurveyStatus(
      this.status,
      { store, survey },
      { ...shown, scope: choices.scope, groups },
      {
        goOn: () => void this.load(),
        sort: () => {
          this.change(() => {
            groups.sort();
          });
        },
      },
    );
  }

  private showHeader(): void {
    const { current } = this.list;
    this.header.show(this.choices, current && ownerOf(current));
  }

  private save(): void {
    this.host.saveState(this.choices.state(this.list.place));
  }

  private readonly failed = (error: unknown): void => {
    this.status.showNote(errorData(error).message);
  };

  private rowActions(): RowActions {
    return new RowActions({
      host: this.host,
      run: (command) => {
        this.run(command);
      },
      toggle: (key) => {
        this.change(() => {
          this.choices.toggle(key);
        });
      },
      moveToParent: () => {
        this.list.moveToParent();
      },
      failed: this.failed,
    });
  }

  private stackList(): StackList {
    const { rows, store } = this;
    return new StackList((row: StackRow) => paintRow(row, store, rows), {
      open: (row, beside) => {
        rows.open(row, beside);
      },
      key: (event, row) => rows.handleKey(event, row),
      moved: () => {
        this.save();
        this.showHeader();
      },
    });
  }
}

function problemText({ problems }: StackStore): string {
  return problems.map(({ message }) => message).join(' ');
}
