import { errorData } from '../../core/base/errors';
import type { LogCommand, LogLink, LogPanelStart } from '../../core/protocol/logPanel';
import { BurstStrip } from './burstStrip';
import { element } from './element';
import { FilteredLog } from './filteredLog';
import { listenForKeys } from './keyboard';
import { explainOnHover, followOnClick, linkAtCursor } from './linkActions';
import { LinePainter } from './linePainter';
import { LogDocument } from './logDocument';
import { createLogEditor } from './logEditor';
import { loadLog } from './logLoader';
import { LogView } from './logView';
import { isFiltering, noFilter, type LogFilter } from './model/filterQuery';
import { LogStore } from './model/logStore';
import { OopsSections } from './model/oopsSections';
import { nextTimeMode, type TimeMode, type TimeReference } from './model/timeText';
import { foldOopses } from './oopsFolding';
import { Overlay } from './overlay';
import type { PageHost } from './pageHost';
import { asMarkdown, selectedText } from './selectedText';
import { countsText, StatusLine } from './statusLine';
import { strings } from './strings';
import { followTheme } from './theme';
import { showTimeGutter } from './timeGutter';
import { Toolbar } from './toolbar';

const saveAfterMs = 300;

/** One log: its records, the filter over them, and everything on the page that shows them. */
export class LogPanel {
  readonly root: HTMLElement;
  private readonly store: LogStore;
  private readonly whole = new LogDocument();
  private readonly view: LogView;
  private readonly log: FilteredLog;
  private readonly painter: LinePainter;
  private readonly sections: OopsSections;
  private readonly strip: BurstStrip;
  private readonly toolbar: Toolbar;
  private readonly status = new StatusLine();
  private readonly overlay = new Overlay();
  private timeMode: TimeMode;
  /** Shown as soon as it is loaded. */
  private wanted: number | undefined;
  private saving = false;

  constructor(
    private readonly start: LogPanelStart,
    private readonly host: PageHost,
  ) {
    const { savedState } = host;
    followTheme();
    this.store = new LogStore(start.total);
    this.sections = new OopsSections(this.store);
    this.timeMode = savedState.timeMode;
    this.wanted = savedState.record;
    const editorRoot = element('div', { className: 'editor' });
    this.view = new LogView(createLogEditor(editorRoot), this.whole);
    this.painter = new LinePainter(this.view.editor, this.store, () => this.view.shown, start.panicRecord);
    this.log = new FilteredLog(this.store, this.whole, this.view, () => this.timeReference().panicUs, {
      progress: (done, total) => {
        if (done < total) this.showFilterProgress(done, total);
      },
      shown: () => {
        this.documentChanged();
      },
    });
    this.strip = new BurstStrip(this.store, (record) => {
      this.reveal(record);
    });
    this.toolbar = new Toolbar({
      filterChanged: (filter) => void this.setFilter(filter),
      run: (command) => {
        this.run(command);
      },
    });
    const main = element('main', {}, editorRoot, this.overlay.root, this.strip.root);
    this.root = element('div', { className: 'panel' }, this.toolbar.root, main, this.status.root);
    this.overlay.showSkeleton();
    this.connect(editorRoot);
    void this.setFilter(savedState.filter);
  }

  /** Fills the panel. Goes on where it stopped when called again. */
  async load(): Promise<void> {
    this.status.clearNote();
    let loadedTo = this.store.loadedFrom;
    try {
      await loadLog(
        this.store,
        this.start.panicRecord,
        (start, count) => this.host.request('logChunk', { start, count }),
        () => {
          this.chunkLoaded(this.store.loadedFrom, loadedTo);
          loadedTo = this.store.loadedFrom;
        },
      );
    } catch (error) {
      const { message, nextStep } = errorData(error);
      if (this.whole.isEmpty) this.overlay.showMessage(message, nextStep, this.retry());
      else this.status.showNote(`${message} ${nextStep}`, this.retry());
    }
  }

  run(command: LogCommand): void {
    this.status.clearNote();
    this.commands[command]();
  }

  reveal(record: number): void {
    if (record < this.store.loadedFrom) {
      this.wanted = record;
      return;
    }
    this.view.reveal(record);
    this.view.editor.focus();
    if (this.view.currentRecord !== record) this.status.showNote(strings.hiddenByFilter, this.clearing());
  }

  private readonly commands: Readonly<Record<LogCommand, () => void>> = {
    find: () => {
      this.trigger('actions.find');
    },
    findNext: () => {
      this.trigger('editor.action.nextMatchFindAction');
    },
    findPrevious: () => {
      this.trigger('editor.action.previousMatchFindAction');
    },
    filter: () => {
      this.toolbar.focusFilter();
    },
    clearFilter: () => {
      void this.setFilter({ ...noFilter, matchCase: this.log.filter.matchCase });
    },
    copy: () => {
      this.copy((text) => text);
    },
    copyMarkdown: () => {
      this.copy(asMarkdown);
    },
    goToPanic: () => {
      if (this.start.panicRecord === undefined) this.status.showNote(strings.noPanic);
      else this.reveal(this.start.panicRecord);
    },
    previousOops: () => {
      const here = this.view.currentRecord ?? this.store.total;
      const section = this.sections
        .find()
        .filter(({ first }) => first < here)
        .at(-1);
      if (section) this.reveal(section.first);
      else this.status.showNote(strings.noOops);
    },
    cycleTime: () => {
      this.setTimeMode(nextTimeMode(this.timeMode, this.timeReference()));
    },
    followLink: () => {
      const link = linkAtCursor(this.view);
      if (link) this.follow(link);
      else this.status.showNote(strings.noLink);
    },
    openAsText: () => {
      this.ask(this.host.request('openAsText', { record: this.view.currentRecord ?? 0 }));
    },
  };

  private connect(editorRoot: HTMLElement): void {
    listenForKeys(editorRoot, this.start.singleKeyShortcuts, {
      run: (command) => {
        this.run(command);
      },
      setMaxLevel: (maxLevel) => void this.setFilter({ ...this.log.filter, maxLevel }),
    });
    followOnClick(this.view, (link) => {
      this.follow(link);
    });
    explainOnHover(this.view, this.store);
    foldOopses(this.view, this.sections);
    this.view.editor.onDidChangeCursorPosition(() => {
      this.saveSoon();
    });
    this.view.editor.onDidScrollChange(() => {
      this.saveSoon();
    });
    editorRoot.addEventListener(
      'copy',
      (event) => {
        const { text } = selectedText(this.view.editor, this.store, this.view.shown);
        event.clipboardData?.setData('text/plain', text);
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  }

  private chunkLoaded(from: number, to: number): void {
    const isFirst = to === this.store.total;
    this.log.addOlder(from, to);
    if (isFirst) {
      this.setTimeMode(this.timeMode);
      this.view.reveal(this.start.panicRecord ?? this.store.total);
    }
    if (this.wanted !== undefined && this.wanted >= from) {
      this.view.reveal(this.wanted);
      this.wanted = undefined;
    }
    this.strip.update();
    this.documentChanged();
  }

  private documentChanged(): void {
    this.painter.repaint();
    this.showOverlay();
    const { lineCount } = this.view.shown.lines;
    const { filter } = this.log;
    const filtering = isFiltering(filter);
    this.status.showCounts(
      countsText(lineCount, this.whole.lines.lineCount, filtering, this.start.overwritten),
    );
    const { loadedFrom, total } = this.store;
    if (loadedFrom > 0) this.status.showNote(strings.loading(total - loadedFrom, total));
    else this.status.clearNote();
    this.toolbar.showFilter(filter, this.log.problem);
    this.saveSoon();
  }

  private showOverlay(): void {
    if (this.whole.isEmpty) return;
    if (this.view.shown.isEmpty) {
      this.overlay.showMessage(strings.noMatch(this.log.filter), '', this.clearing());
    } else {
      this.overlay.hide();
    }
  }

  private async setFilter(filter: LogFilter): Promise<void> {
    const done = this.log.setFilter(filter);
    this.toolbar.showFilter(filter, this.log.problem);
    await done;
  }

  private showFilterProgress(done: number, total: number): void {
    this.status.showNote(strings.filtering(done, total), {
      label: strings.cancel,
      run: () => {
        this.log.cancel();
        this.status.clearNote();
      },
    });
  }

  private setTimeMode(mode: TimeMode): void {
    this.timeMode = mode;
    this.toolbar.showTimeMode(mode);
    showTimeGutter(this.view.editor, this.store, () => this.view.shown, mode, this.timeReference());
    this.saveSoon();
  }

  private timeReference(): TimeReference {
    const panicRecord = this.start.panicRecord ?? this.store.total - 1;
    return { panicUs: this.store.timeUs(panicRecord), bootTimeMs: this.start.bootTimeMs };
  }

  private copy(format: (text: string) => string): void {
    const { text, lineCount } = selectedText(this.view.editor, this.store, this.view.shown);
    this.ask(this.host.request('copyText', { text: format(text) }));
    this.status.showNote(strings.copied(lineCount));
  }

  private follow(link: LogLink): void {
    this.ask(this.host.request('followLink', link));
  }

  /** For requests whose answer says nothing: only a failure is shown. */
  private ask(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      const { message, nextStep } = errorData(error);
      this.status.showNote(`${message} ${nextStep}`);
    });
  }

  private trigger(action: string): void {
    this.view.editor.focus();
    this.view.editor.trigger('vmcore', action, null);
  }

  private retry(): { readonly label: string; readonly run: () => void } {
    return { label: strings.retry, run: () => void this.load() };
  }

  private clearing(): { readonly label: string; readonly run: () => void } {
    return {
      label: strings.clearFilter,
      run: () => {
        this.run('clearFilter');
        this.view.editor.focus();
      },
    };
  }

  private saveSoon(): void {
    if (this.saving) return;
    this.saving = true;
    setTimeout(() => {
      this.saving = false;
      this.host.saveState({
        restoreKey: this.start.restoreKey,
        filter: this.log.filter,
        timeMode: this.timeMode,
        record: this.wanted ?? this.view.currentRecord,
      });
    }, saveAfterMs);
  }
}
