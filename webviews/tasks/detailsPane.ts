import type { RequestCancellation } from '../../core/protocol/connection';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import { crashState } from '../../core/protocol/crashState';
import { commText } from '../../core/protocol/text/taskText';
import type { PanelHost } from '../panel/panelPage';
import type { placeLink } from '../panel/placeLink';
import { type Follow } from '../panel/placeLink';
import { button, element } from '../shared/element';
import { fileTable, problemLines, regionRows } from './fileTable';
import { LazySection } from './lazySection';
import type { ListedTask } from './model/listedTask';
import { environmentLines, processFacts } from './processFacts';
import { strings } from './strings';

const regionsAtOnce = 500;
/** Whoever holds an arrow key down passes many tasks; only the one that they stay at is asked about. */
const restMs = 120;

export interface DetailsActions {
  follow: Follow;
  /** Makes another task the current one. */
  select(task: string): void;
  setContext(task: string): void;
  /** All threads of the task's process that have arrived, itself among them. */
  threadsOf(task: ListedTask): readonly ListedTask[];
}

/** What is known of the current task, each part asked for by itself and only while it is open. */
export class DetailsPane {
  readonly root = element('section', { class: 'details', 'aria-label': strings.detailsLabel, tabindex: '0' });
  private readonly facts = element('div');
  private readonly sections: {
    readonly threads: LazySection<ListedTask>;
    readonly files: LazySection<ListedTask>;
    readonly memoryMap: LazySection<ListedTask>;
    readonly environment: LazySection<ListedTask>;
  };
  private resting: ReturnType<typeof setTimeout> | undefined;
  private shown: ListedTask | undefined;

  constructor(
    private readonly host: Pick<PanelHost<TasksRequests>, 'request'>,
    private readonly actions: DetailsActions,
  ) {
    this.sections = {
      threads: new LazySection(strings.threads(0), (task, body) => {
        body.append(...this.threadLines(task));
      }),
      files: new LazySection(strings.files, async ({ task }, body, cancellation) => {
        body.append(
          ...fileTable(await host.request('taskFiles', { task }, { cancellation }), actions.follow),
        );
      }),
      memoryMap: new LazySection(strings.memoryMap, (task, body, cancellation) =>
        this.fillMemoryMap(task, body, cancellation),
      ),
      environment: new LazySection(strings.environment, async ({ task }, body, cancellation) => {
        const { environment } = await host.request('process', { task }, { cancellation });
        body.append(
          ...(environment
            ? environmentLines(environment)
            : [element('p', { class: 'note' }, strings.kernelThreadMemory)]),
        );
      }),
    };
    this.show(undefined);
  }

  show(task: ListedTask | undefined): void {
    if (this.shown !== undefined && this.shown.task === task?.task) return;
    this.shown = task;
    clearTimeout(this.resting);
    if (!task) {
      this.root.replaceChildren(element('p', { class: 'note' }, strings.noTask));
      return;
    }
    this.resting = setTimeout(() => {
      this.fill(task);
    }, restMs);
  }

  /** More tasks have arrived: there may be threads of the process among them. */
  updateThreads(): void {
    const { threads } = this.sections;
    if (!this.shown) return;
    threads.heading = strings.threads(this.actions.threadsOf(this.shown).length);
    threads.show(this.shown);
  }

  private fill(task: ListedTask): void {
    const { threads, files, memoryMap, environment } = this.sections;
    threads.heading = strings.threads(this.actions.threadsOf(task).length);
    this.facts.replaceChildren();
    this.root.replaceChildren(
      this.titleOf(task),
      this.linksOf(task),
      this.facts,
      ...[threads, files, memoryMap, environment].map(({ root }) => root),
    );
    for (const section of Object.values(this.sections)) section.show(task);
    void this.fillFacts(task);
  }

  private async fillFacts(task: ListedTask): Promise<void> {
    try {
      const data = await this.host.request('process', { task: task.task });
      if (this.shown?.task === task.task) this.facts.replaceChildren(processFacts(data));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.facts.replaceChildren(element('p', { class: 'bad' }, text));
    }
  }

  private titleOf({ pid, comm, state, cpu }: ListedTask): HTMLElement {
    const where = cpu === null ? '' : `cpu ${cpu}`;
    return element(
      'h2',
      {},
      `${pid ?? strings.unknown} ${commText(comm)} `,
      element('span', { class: 'note' }, [crashState(state), where].filter(Boolean).join(', ')),
    );
  }

  private linksOf({ task, stack }: ListedTask): HTMLElement {
    const { follow } = this.actions;
    const link = (text: string, place: Parameters<typeof placeLink>[1]): HTMLButtonElement =>
      button(text, () => {
        follow(place, false);
      });
    return element(
      'div',
      { class: 'links' },
      link(strings.backtrace, { view: 'backtraces', task }),
      link(strings.struct, { view: 'structure', type: 'struct task_struct', address: task }),
      stack === null ? undefined : link(strings.stack, { view: 'memory', address: stack }),
      button(strings.setContext, () => {
        this.actions.setContext(task);
      }),
    );
  }

  private threadLines(task: ListedTask): readonly HTMLElement[] {
    return this.actions.threadsOf(task).map((thread) => {
      const line = button(
        `${thread.pid ?? strings.unknown} ${commText(thread.comm)} ${crashState(thread.state)} ${thread.waitChannel ?? ''}`,
        () => {
          this.actions.select(thread.task);
        },
      );
      line.className = 'thread code';
      return line;
    });
  }

  private async fillMemoryMap(
    { task, kernelThread }: ListedTask,
    body: HTMLElement,
    cancellation: RequestCancellation,
  ): Promise<void> {
    const table = element('table', {});
    const request = (start: number): Promise<TasksRequests['taskMemoryMap']['result']> =>
      this.host.request('taskMemoryMap', { task, start, count: regionsAtOnce }, { cancellation });
    const page = await request(0);
    if (page.total === 0 && kernelThread) {
      body.append(element('p', { class: 'note' }, strings.kernelThreadMemory));
      return;
    }
    let shown = 0;
    const more = button('', () => {
      void request(shown).then(take);
    });
    const take = (next: TasksRequests['taskMemoryMap']['result']): void => {
      table.append(...regionRows(next, this.actions.follow));
      shown += next.regions.length;
      more.textContent = strings.more(next.total - shown);
      more.hidden = shown >= next.total;
    };
    take(page);
    body.append(table, more, ...problemLines(page.problems));
  }
}
