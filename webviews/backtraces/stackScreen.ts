import type { SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import type { Overlay } from '../shared/overlay';
import type { StatusLine } from '../shared/statusLine';
import { showEmptiness } from './emptyStacks';
import type { FrameDetails } from './frameDetails';
import type { Choices } from './model/choices';
import { pictureStacks } from './model/pictureStacks';
import { scopeOwners, scopeRows, scopeTasks, type ScopeTasks } from './model/scopeRows';
import type { Scope } from './model/scopes';
import type { StackGroups } from './model/stackGroups';
import type { StackRow } from './model/stackRow';
import type { StackOwner } from './model/stackSearch';
import type { StackStore } from './model/stackStore';
import type { PictureView } from './pictureView';
import { ownerOf } from './stackCopies';
import type { StackList } from './stackList';
import type { StackLoader } from './stackLoader';
import type { BacktracesHost, SurveyLoader } from './surveyLoader';
import { showSurveyStatus } from './surveyStatus';

/** What the screen is drawn of and onto. */
export interface ScreenParts {
  readonly root: HTMLElement;
  readonly store: StackStore;
  readonly groups: StackGroups;
  readonly survey: SurveyLoader;
  readonly loader: StackLoader;
  readonly details: FrameDetails;
  readonly list: StackList;
  readonly picture: PictureView;
  readonly header: { readonly show: (choices: Choices, current: SurveyedTask | undefined) => void };
  readonly overlay: Overlay;
  readonly status: StatusLine;
  readonly finder: { readonly update: () => void };
  readonly run: (command: string) => void;
  /** Goes on unwinding. */
  readonly goOn: () => void;
}

/** Draws what the person chose to see of what has arrived. */
export class StackScreen {
  private shown: ScopeTasks = { tasks: [], idleHidden: 0 };
  private drawing = 0;

  /** @param allParts when they are there: most of them draw on it */
  constructor(
    private readonly host: Pick<BacktracesHost, 'saveState'>,
    private readonly choices: Choices,
    private readonly allParts: () => ScreenParts,
  ) {}

  private get parts(): ScreenParts {
    return this.allParts();
  }

  /** Those that the filter lets pass. */
  get tasks(): ScopeTasks['tasks'] {
    return this.shown.tasks;
  }

  get owners(): readonly StackOwner[] {
    return scopeOwners(this.choices.scope, this.shown, this.parts.groups);
  }

  change(how: () => void): void {
    how();
    this.save();
    this.drawSoon();
  }

  save(): void {
    this.host.saveState(this.choices.state(this.parts.list.place));
  }

  focus(): void {
    const { picture, list } = this.parts;
    if (this.choices.scope === 'picture') picture.focus();
    else list.focus();
  }

  readonly drawSoon = (): void => {
    this.drawing ||= requestAnimationFrame(() => {
      this.drawing = 0;
      this.draw();
    });
  };

  draw(): void {
    const { choices } = this;
    const { store, root, list, finder, overlay, run } = this.parts;
    const { scope } = choices;
    this.shown = scopeTasks(store, scope, choices.filter.test, choices.showIdle);
    root.dataset['scope'] = scope;
    // Other rows may have what is looked for.
    finder.update();
    if (scope !== 'picture') list.show(this.listRows(scope));
    if (scope === 'picture' || scope === 'groups') this.showPicture();
    showEmptiness(overlay, this.parts, this.shown, choices, () => {
      run('clearFilter');
    });
    this.showStatus();
    this.showHeader();
  }

  showHeader(): void {
    const { header, list } = this.parts;
    header.show(this.choices, list.current && ownerOf(list.current));
  }

  private listRows(scope: Exclude<Scope, 'picture'>): readonly StackRow[] {
    const { choices } = this;
    const { groups, loader, details } = this.parts;
    return scopeRows(scope, this.shown, groups, {
      isExpanded: choices.isExpanded,
      foldScheduler: !choices.showScheduler,
      stackOf: (task) => loader.stackOf(task),
      detailsOf: (task, code) => details.of(task, code),
    });
  }

  private showPicture(): void {
    const { choices } = this;
    const { store, picture } = this.parts;
    picture.show({
      stacks: pictureStacks(store, choices.filter.test, choices),
      isInverted: choices.isInverted,
      focus: choices.focusFunction,
      isFiltered: !choices.filter.isEmpty,
    });
  }

  private showStatus(): void {
    const { status, store, survey, groups, goOn } = this.parts;
    const sort = (): void => {
      this.change(() => {
        groups.sort();
      });
    };
    showSurveyStatus(
      status,
      { store, survey },
      { ...this.shown, scope: this.choices.scope, groups },
      { goOn, sort },
    );
  }
}
