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
import { StackGroups } from './model/stackGroups';
import { StackStore } from './model/stackStore';
import { PictureView } from './pictureView';
import { RowActions } from './rowActions';
import { paintRow } from './rowPainter';
import { stackCommands, stackKeys } from './stackCommands';
import { StackCopies } from './stackCopies';
import { StackFinder } from './stackFinder';
import { StackList } from './stackList';
import { StackLoader } from './stackLoader';
import { StackScreen, type ScreenParts } from './stackScreen';
import { SurveyLoader, type BacktracesHost } from './surveyLoader';
import { runSurvey } from './surveyRun';
import { TaskInSight } from './taskInSight';

/** The panel: its parts, and how they hear of each other. */
export class BacktracesView implements PanelView {
  readonly root = element('div', { class: 'panel backtraces' });
  private readonly status = new StatusLine();
  private readonly taskInSight: TaskInSight;
  private readonly commands: Readonly<Record<string, () => void>>;

  constructor(host: BacktracesHost) {
    const { status, failed, root } = this;
    const run = (command: string): void => {
      this.run(command);
    };
    const saved = parsePanelState(host.savedState);
    const choices = new Choices(saved);
    const [store, groups, overlay] = [new StackStore(), new StackGroups(), new Overlay()];
    const screen: StackScreen = new StackScreen(host, choices, () => parts);
    const survey = new SurveyLoader(host, store, screen.drawSoon);
    const loader = new StackLoader(host, store, screen.drawSoon, failed);
    const details = new FrameDetails(host, screen.drawSoon);
    const rows = new RowActions({
      host,
      store,
      choices,
      screen,
      run,
      failed,
      moveToParent: () => {
        list.moveToParent();
      },
    });
    const list: StackList = new StackList((row) => paintRow(row, { store, rows, finder, host }), {
      open: (row, beside) => {
        rows.open(row, beside);
      },
      key: (event, row) => rows.handleKey(event, row),
      moved: () => {
        screen.save();
        screen.showHeader();
      },
    });
    const picture = new PictureView((called, beside) => {
      rows.follow({ view: 'disassembly', address: called.pc }, beside);
    });
    const header = new BacktracesHeader({ host, choices, screen, run, failed });
    const finder: StackFinder = new StackFinder({ store, choices, list, picture, screen });
    const parts: ScreenParts = {
      root,
      store,
      groups,
      survey,
      loader,
      details,
      list,
      picture,
      header,
      overlay,
      status,
      finder,
      run,
      goOn: () => void runSurvey(surveyed),
    };
    const surveyed = { survey, store, groups, list, screen, overlay, status };
    const copies = new StackCopies(host, store, loader);
    this.taskInSight = new TaskInSight({ host, store, survey, choices, list, screen, status });
    this.commands = stackCommands({
      choices,
      screen,
      header,
      list,
      rows,
      picture,
      finder,
      copies,
      status,
      failed,
    });
    root.append(
      header.root,
      finder.bar.root,
      element('main', {}, list.root, picture.root, overlay.root),
      status.root,
    );
    list.restore(saved.current, saved.first);
    listenForKeys(stackKeys, host.settings, run);
    host.context.changed.listen(() => {
      screen.drawSoon();
      this.taskInSight.followContext().catch(failed);
    });
    overlay.showSkeleton();
    void runSurvey(surveyed);
  }

  show(place: Place | undefined): void {
    const { task, frame } = place?.view === 'backtraces' ? place : {};
    const shown = task === undefined ? this.taskInSight.open() : this.taskInSight.show(task, frame);
    shown.catch(this.failed);
  }

  run(command: string): void {
    this.commands[command]?.();
  }

  private readonly failed = (error: unknown): void => {
    this.status.showNote(errorData(error).message);
  };
}
