import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import { PanelHeader } from '../panel/panelHeader';
import type { PanelHost } from '../panel/panelPage';
import { button, element } from '../shared/element';
import type { SideView } from './model/savedTasksState';
import { strings } from './strings';

export interface TasksHeaderActions {
  /** The filter's text has changed. */
  filtered(): void;
  run(command: string): void;
  failed(error: unknown): void;
}

/** The panel's header: where to go, the filter, and what stands beside the list. */
export class TasksHeader {
  readonly root: HTMLElement;
  private readonly header: PanelHeader;
  private readonly filterField = element('input', {
    class: 'filter code',
    type: 'text',
    spellcheck: 'false',
    placeholder: strings.filterPlaceholder,
    title: strings.filterHint,
    'aria-label': strings.filterLabel,
  });
  private readonly details: HTMLButtonElement;
  private readonly locks: HTMLButtonElement;

  constructor(host: PanelHost<TasksRequests>, filter: string, actions: TasksHeaderActions) {
    this.filterField.value = filter;
    this.filterField.addEventListener('input', () => {
      actions.filtered();
    });
    this.filterField.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') actions.run('clearFilter');
    });
    const control = (label: string, hint: string, command: string): HTMLButtonElement => {
      const made = button(label, () => {
        actions.run(command);
      });
      made.title = hint;
      return made;
    };
    this.details = control(strings.details, strings.detailsHint, 'details');
    this.locks = control(strings.locks, strings.locksHint, 'locks');
    this.header = new PanelHeader(
      host,
      {
        failed: (error) => {
          actions.failed(error);
        },
      },
      this.filterField,
      this.details,
      this.locks,
      control(strings.copy, strings.copyHint, 'copy'),
    );
    this.root = this.header.root;
  }

  get filter(): string {
    return this.filterField.value;
  }

  set filter(text: string) {
    this.filterField.value = text;
  }

  focusFilter(): void {
    this.filterField.select();
  }

  showProblem(problem: string | undefined): void {
    this.filterField.setAttribute('aria-invalid', String(problem !== undefined));
    this.filterField.title = problem ?? strings.filterHint;
  }

  showCommand(line: string): void {
    this.header.showCommand(line);
  }

  showSide(side: SideView): void {
    this.details.setAttribute('aria-pressed', String(side === 'details'));
    this.locks.setAttribute('aria-pressed', String(side === 'locks'));
  }
}
