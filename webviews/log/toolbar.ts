import type { LogCommand } from '../../core/protocol/logPanel';
import { button, element } from './element';
import type { LogFilter } from './model/filterQuery';
import { levelNames, lowestLevel } from './model/levels';
import type { TimeMode } from './model/timeText';
import { roveFocus } from './rovingFocus';
import { strings } from './strings';

export interface ToolbarListener {
  filterChanged(filter: LogFilter): void;
  run(command: LogCommand): void;
}

/** The row above the log: level, filter, count, time mode, and a button for each way to move. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly level = element('select', { title: strings.levelHint, label: strings.levelLabel });
  private readonly text = element('input', { title: strings.filterHint, label: strings.filterLabel });
  private readonly matchCase: HTMLButtonElement;
  private readonly time: HTMLButtonElement;

  constructor(private readonly listener: ToolbarListener) {
    this.matchCase = button('Aa', strings.matchCase, () => {
      this.matchCase.ariaPressed = String(this.matchCase.ariaPressed !== 'true');
      this.changed();
    });
    this.matchCase.classList.add('match-case');
    this.matchCase.setAttribute('aria-label', strings.matchCase);
    this.time = this.command('cycleTime', '', strings.timeHint);
    this.time.classList.add('time-mode');
    this.root = element(
      'header',
      { role: 'toolbar', label: strings.logLabel },
      this.level,
      element('div', { className: 'filter' }, this.text, this.matchCase),
      this.time,
      this.command('goToPanic', strings.panic, strings.panicHint),
      this.command('previousOops', strings.previousOops, strings.previousOopsHint),
      this.command('find', strings.find, strings.findHint),
      this.command('openAsText', strings.openAsText, strings.openAsTextHint),
    );
    this.fillLevels();
    this.text.type = 'text';
    this.text.spellcheck = false;
    this.text.placeholder = strings.filterPlaceholder;
    this.text.addEventListener('input', () => {
      this.changed();
    });
    this.level.addEventListener('change', () => {
      this.changed();
    });
    roveFocus(this.root);
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
    return button(text, title, () => {
      this.listener.run(command);
    });
  }

  private fillLevels(): void {
    levelNames.forEach((name, level) => {
      const text = level === lowestLevel ? strings.allLevels : strings.levelAndWorse(name);
      const option = element('option', { text: `${level} ${text}` });
      option.value = String(level);
      this.level.append(option);
    });
  }
}
