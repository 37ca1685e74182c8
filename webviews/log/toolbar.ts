import type { LogCommand } from '../../core/protocol/logPanel';
import { NavigationControls, type NavigationActions } from '../panel/navigationControls';
import { button, element } from '../shared/element';
import type { LogFilter } from './model/filterQuery';
import { levelNames, lowestLevel } from './model/levels';
import type { TimeMode } from './model/timeText';
import { strings } from './strings';
import { roveToolbar } from '../shared/toolbarFocus';

export interface ToolbarListener {
  filterChanged(filter: LogFilter): void;
  run(command: LogCommand): void;
}

/** The row above the log: level, filter, count, time mode, and a button for each way to move. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly level = element('select', { title: strings.levelHint, 'aria-label': strings.levelLabel });
  private readonly text = element('input', {
    type: 'text',
    spellcheck: 'false',
    placeholder: strings.filterPlaceholder,
    title: strings.filterHint,
    'aria-label': strings.filterLabel,
  });
  private readonly matchCase = toolButton('Aa', strings.matchCase, () => {
    this.matchCase.ariaPressed = String(this.matchCase.ariaPressed !== 'true');
    this.changed();
  });
  private readonly time = this.command('cycleTime', '', strings.timeHint);

  /** @param navigation ways to other views; none where there are no others */
  constructor(
    private readonly listener: ToolbarListener,
    navigation: NavigationActions | undefined,
  ) {
    this.matchCase.classList.add('match-case');
    this.matchCase.setAttribute('aria-label', strings.matchCase);
    const toolbar = element(
      'div',
      { role: 'toolbar', 'aria-label': strings.toolbarLabel },
      ...(navigation ? new NavigationControls(navigation).elements : []),
      this.level,
      element('div', { class: 'filter' }, this.text, this.matchCase),
      this.time,
      this.command('goToPanic', strings.panic, strings.panicHint),
      this.command('previousOops', strings.previousOops, strings.previousOopsHint),
      this.command('find', strings.find, strings.findHint),
      this.command('openAsText', strings.openAsText, strings.openAsTextHint),
    );
    this.fillLevels();
    this.text.addEventListener('input', () => {
      this.changed();
    });
    this.level.addEventListener('change', () => {
      this.changed();
    });
    roveToolbar(toolbar);
    const heading = element('h1', { class: 'visually-hidden' }, document.title);
    this.root = element('header', {}, heading, toolbar);
  }

  showFilter(filter: LogFilter, problem: string | undefined): void {
    if (this.text.value !== filter.text) this.text.value = filter.text;
    this.level.value = String(filter.maxLevel);
    this.level.classList.toggle('active', filter.maxLevel < lowestLevel);
    this.matchCase.ariaPressed = String(filter.matchCase);
    this.text.setAttribute('aria-invalid', String(problem !== undefined));
    this.text.title = problem ?? strings.filterHint;
  }

  showTimeMode(mode: TimeMode): void {
    this.time.textContent = strings.time[mode];
  }

  focusFilter(): void {
    this.text.focus();
    this.text.select();
  }

  private changed(): void {
    this.listener.filterChanged({
      maxLevel: Number(this.level.value),
      text: this.text.value,
      matchCase: this.matchCase.ariaPressed === 'true',
    });
  }

  private command(command: LogCommand, text: string, title: string): HTMLButtonElement {
    const created = toolButton(text, title, () => {
      this.listener.run(command);
    });
    created.classList.add(command);
    return created;
  }

  private fillLevels(): void {
    levelNames.forEach((name, level) => {
      const text = level === lowestLevel ? strings.allLevels : strings.levelAndWorse(name);
      this.level.append(element('option', { value: String(level) }, `${level} ${text}`));
    });
  }
}

function toolButton(text: string, title: string, action: () => void): HTMLButtonElement {
  const created = button(text, action);
  created.title = title;
  return created;
}
