import { visibleText } from '../../core/base/visibleText';
import type { SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import { PanelHeader } from '../panel/panelHeader';
import { FilterField } from './filterField';
import type { Choices } from './model/choices';
import { btCommand } from './model/stackText';
import { ScopeTabs } from './scopeTabs';
import { strings } from './strings';
import type { StackScreen } from './stackScreen';
import type { BacktracesHost } from './surveyLoader';
import { ToggleButton } from './toggleButton';

/** What the header needs of the panel around it. */
export interface HeaderSurroundings {
  readonly host: Pick<BacktracesHost, 'ask' | 'context'>;
  readonly run: (command: string) => void;
  readonly choices: Choices;
  readonly screen: StackScreen;
  readonly failed: (error: unknown) => void;
}

/** The line on top: where to go, whose stacks, which of them, and what of them. */
export class BacktracesHeader {
  readonly root: HTMLElement;
  private readonly header: PanelHeader;
  private readonly tabs: ScopeTabs;
  private readonly filter: FilterField;
  private readonly idle = this.toggle('toggleIdle', strings.idle, strings.idleHint);
  private readonly scheduler = this.toggle('toggleScheduler', strings.scheduler, strings.schedulerHint);
  private readonly invert = this.toggle('invert', strings.invert, strings.invertHint);
  private readonly focus = this.toggle('focusFunction', strings.focus, strings.focusHint);

  constructor(private readonly around: HeaderSurroundings) {
    const { host, run, choices, screen, failed } = around;
    this.tabs = new ScopeTabs(run);
    this.filter = new FilterField(
      (text) => {
        screen.change(() => (choices.filterText = text));
      },
      () => {
        screen.focus();
      },
    );
    this.header = new PanelHeader(
      host,
      { failed },
      this.tabs.root,
      this.filter.root,
      ...[this.idle, this.scheduler, this.invert, this.focus].map(({ root }) => root),
    );
    this.root = this.header.root;
  }

  focusFilter(): void {
    this.filter.focus();
  }

  /** @param current the task that rows in sight are about */
  readonly show = (choices: Choices, current: SurveyedTask | undefined): void => {
    const { scope, filter, filterText } = choices;
    this.tabs.show(scope);
    this.filter.show(filterText, filter.problem);
    this.idle.show(choices.showIdle);
    this.scheduler.show(choices.showScheduler);
    this.invert.show(choices.isInverted);
    this.focus.show(choices.focusFunction !== undefined);
    this.focus.root.textContent = visibleText(strings.focusOn(choices.focusFunction));
    for (const { root } of [this.invert, this.focus]) root.hidden = scope !== 'picture';
    this.header.showCommand(crashCommand(choices, current, this.around.host.context.task?.task));
  };

  private toggle(command: string, label: string, hint: string): ToggleButton {
    return new ToggleButton(label, hint, () => {
      this.around.run(command);
    });
  }
}

/** crash knows no groups of equal stacks, but the stack of one of their tasks. */
function crashCommand(
  { scope }: Choices,
  current: SurveyedTask | undefined,
  context: string | undefined,
): string | undefined {
  switch (scope) {
    case 'crash':
      return current ? btCommand(current, context) : 'bt';
    case 'cpus':
      return 'bt -a';
    case 'tasks':
    case 'groups':
      return current ? btCommand(current, context) : 'foreach bt';
    case 'picture':
      return 'foreach bt';
  }
}
