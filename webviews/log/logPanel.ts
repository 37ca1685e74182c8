import { errorData } from '../../core/base/errors';
import type { LogCommand, LogPanelStart } from '../../core/protocol/logPanel';
import { element } from '../shared/element';
import { BurstStrip } from './burstStrip';
import { FilteredLog } from './filteredLog';
import { listenForKeys } from './keyboard';
import { LinePainter } from './linePainter';
import { logCommands } from './logCommands';
import { explainLog } from './logExplanations';
import { LogDocument } from './logDocument';
import { createLogEditor } from './logEditor';
import { fillLog } from './logFilling';
import { LogStatus } from './logStatus';
import { LogView } from './logView';
import type { LogFilter } from './model/filterQuery';
import { LogStore } from './model/logStore';
import { OopsSections } from './model/oopsSections';
import { Overlay } from '../shared/overlay';
import type { PageHost } from './pageHost';
import { PlaceInLog } from './placeInLog';
import { copyExactText } from './selectedText';
import { StateKeeper } from '../shared/stateKeeper';
import { StatusLine, type StatusAction } from '../shared/statusLine';
import { strings } from './strings';
import { followTheme } from './theme';
import { TimeGutter } from './timeGutter';
import { Toolbar } from './toolbar';
import { waysOut } from './waysOut';

/** One log: its records, the filter over them, and everything on the page that shows them. */
export class LogPanel {
  readonly root: HTMLElement;
  private readonly editorRoot = element('div', { class: 'editor' });
  private readonly store: LogStore;
  private readonly sections: OopsSections;
  private readonly whole = new LogDocument();
  private readonly view: LogView;
  private readonly log: FilteredLog;
  private readonly gutter: TimeGutter;
  private readonly painter: LinePainter;
  private readonly strip: BurstStrip;
  private readonly toolbar: Toolbar;
  private readonly line = new StatusLine();
  private readonly overlay = new Overlay();
  private readonly status: LogStatus;
  private readonly commands: ReturnType<typeof logCommands>;
  private readonly place: PlaceInLog;
  private readonly keeper: StateKeeper<Parameters<PageHost['saveState']>[0]>;

  constructor(
    private readonly start: LogPanelStart,
    private readonly host: PageHost,
  ) {
    const { savedState } = host;
    followTheme(() => {
      this.strip.update();
    });
    this.store = new LogStore(start.total);
    this.sections = new OopsSections(this.store);
    this.view = new LogView(createLogEditor(this.editorRoot), this.whole);
    this.view.wordWrap = savedState.wordWrap;
    this.place = new PlaceInLog(this.view, this.store, savedState.record);
    this.gutter = new TimeGutter(this.view, this.store, start, savedState.timeMode);
    this.painter = new LinePainter(this.view, this.store, start.panicRecord);
    this.log = this.createFilteredLog();
    this.strip = new BurstStrip(this.store, (record) => {
      this.reveal(record);
    });
    this.toolbar = new Toolbar(
      {
        filterChanged: (filter) => void this.setFilter(filter),
        run: (command) => {
          this.run(command);
        },
      },
      start.hasViews ? waysOut(host, this.failed) : undefined,
    );
    this.status = new LogStatus(
      this.store,
      this.whole,
      this.view,
      this.log,
      start.overwritten,
      this.line,
      this.overlay,
      this.clearFilter,
    );
    this.commands = logCommands({
      start,
      host,
      store: this.store,
      view: this.view,
      log: this.log,
      sections: this.sections,
      toolbar: this.toolbar,
      status: this.line,
      reveal: (record) => {
        this.reveal(record);
      },
      setFilter: (filter) => void this.setFilter(filter),
      cycleTime: () => {
        this.cycleTime();
      },
      toggleWordWrap: () => {
        this.view.wordWrap = !this.view.wordWrap;
        this.keeper.soon();
      },
    });
    const main = element('main', {}, this.editorRoot, this.overlay.root, this.strip.root);
    this.root = element('div', { class: 'panel' }, this.toolbar.root, main, this.line.root);
    this.keeper = new StateKeeper(host, () => ({
      restoreKey: start.restoreKey,
      filter: this.log.filter,
      timeMode: this.gutter.mode,
      wordWrap: this.view.wordWrap,
      record: this.place.record,
    }));
    this.overlay.showSkeleton();
    this.toolbar.showTimeMode(this.gutter.mode);
    this.listen();
    void this.setFilter(savedState.filter);
    this.keeper.now();
  }

  /** Fills the panel. */
  load(): Promise<void> {
    const { start, host, store, whole, line, overlay } = this;
    return fillLog({
      start,
      host,
      store,
      whole,
      line,
      overlay,
      arrived: (from, to) => {
        this.chunkLoaded(from, to);
      },
    });
  }

  run(command: LogCommand): void {
    this.commands[command]();
  }

  reveal(record: number): void {
    if (!this.place.reveal(record)) this.line.showNote(strings.hiddenByFilter, this.clearFilter);
  }

  private readonly failed = (error: unknown): void => {
    const { message, nextStep } = errorData(error);
    this.line.showNote(`${message} ${nextStep}`);
  };

  private readonly clearFilter: StatusAction = {
    label: strings.clearFilter,
    run: () => {
      this.run('clearFilter');
    },
  };

  private createFilteredLog(): FilteredLog {
    return new FilteredLog(this.store, this.whole, this.view, () => this.gutter.reference.panicUs, {
      progress: (done, total) => {
        this.line.showNote(strings.filtering(done, total), {
          label: strings.cancel,
          run: () => {
            this.log.cancel();
            this.status.update();
          },
        });
      },
      shown: () => {
        this.documentChanged();
      },
    });
  }

  private listen(): void {
    listenForKeys(this.editorRoot, this.start.singleKeyShortcuts, {
      run: (command) => {
        this.run(command);
      },
      setMaxLevel: (maxLevel) => void this.setFilter({ ...this.log.filter, maxLevel }),
    });
    const { view, store, sections, host, line: status } = this;
    explainLog({ view, store, sections, host, status });
    copyExactText(this.editorRoot, view, store);
    window.addEventListener('focus', () => {
      this.focusLog();
    });
    this.view.editor.onDidChangeCursorPosition(() => {
      this.keeper.soon();
    });
    this.view.editor.onDidScrollChange(() => {
      this.keeper.soon();
    });
  }

  private chunkLoaded(from: number, to: number): void {
    this.log.addOlder(from, to);
    if (to === this.store.total) {
      this.gutter.show();
      this.view.reveal(this.start.panicRecord ?? this.store.total);
      this.focusLog();
    }
    this.place.arrived(from);
    this.strip.update();
    this.documentChanged();
  }

  /** The keys work at once, unless the reader already is elsewhere on the page. */
  private focusLog(): void {
    if (document.activeElement === document.body) this.view.editor.focus();
  }

  private documentChanged(): void {
    this.painter.repaint();
    this.status.update();
    this.toolbar.showFilter(this.log.filter, this.log.problem);
    this.keeper.soon();
  }

  private async setFilter(filter: LogFilter): Promise<void> {
    const done = this.log.setFilter(filter);
    this.toolbar.showFilter(filter, this.log.problem);
    await done;
  }

  private cycleTime(): void {
    this.gutter.cycle();
    this.toolbar.showTimeMode(this.gutter.mode);
    this.keeper.soon();
  }
}
