import type { SurveyedStack, SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { isIdle, schedulerDepth } from './functionKinds';
import type { PanelState } from './panelState';
import type { Scope } from './scopes';
import { compileStackFilter, type CompiledStackFilter } from './stackFilter';

/** What the person chose to see. */
export class Choices {
  scope: Scope;
  showIdle: boolean;
  showScheduler: boolean;
  isInverted: boolean;
  /** The picture is drawn around it. */
  focusFunction: string | undefined;
  private words: string;
  private compiled: CompiledStackFilter;
  /** Keys of the rows that are not as they are by default. */
  private readonly toggled: Set<string>;

  constructor({ scope, filter, showIdle, showScheduler, isInverted, focusFunction, toggled }: PanelState) {
    this.scope = scope;
    this.showIdle = showIdle;
    this.showScheduler = showScheduler;
    this.isInverted = isInverted;
    this.focusFunction = focusFunction;
    this.words = filter;
    this.compiled = compileStackFilter(filter);
    this.toggled = new Set(toggled);
  }

  get filterText(): string {
    return this.words;
  }

  set filterText(text: string) {
    this.words = text;
    this.compiled = compileStackFilter(text);
  }

  get filter(): CompiledStackFilter {
    return this.compiled;
  }

  readonly isExpanded = (key: string, byDefault: boolean): boolean => this.toggled.has(key) !== byDefault;

  toggle(key: string): void {
    if (!this.toggled.delete(key)) this.toggled.add(key);
  }

  /** Lets go of what would hide that task, or that frame by crash's number of it. */
  makeSure(task: SurveyedTask, stack: SurveyedStack | undefined, frame = Infinity): void {
    if (!this.filter.test(task, stack)) this.filterText = '';
    if (isIdle(task)) this.showIdle = true;
    if (stack && frame < schedulerDepth(stack.frames)) this.showScheduler = true;
  }

  /** As it survives a reload. */
  state(place: Pick<PanelState, 'current' | 'first'>): PanelState {
    const { scope, showIdle, showScheduler, isInverted, focusFunction } = this;
    const toggled = [...this.toggled];
    return {
      scope,
      filter: this.words,
      showIdle,
      showScheduler,
      isInverted,
      focusFunction,
      toggled,
      ...place,
    };
  }
}
