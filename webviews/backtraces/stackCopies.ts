import type { SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import type { StackRow } from './model/stackRow';
import type { StackStore } from './model/stackStore';
import { crashText, foldedText, markdownText } from './model/stackText';
import type { StackLoader } from './stackLoader';
import type { BacktracesHost } from './surveyLoader';

export const copyCommands = ['copy', 'copyMarkdown', 'copyFolded', 'copyAddress'] as const;
export type CopyCommand = (typeof copyCommands)[number];

/** Puts what a row shows on the clipboard. */
export class StackCopies {
  constructor(
    private readonly host: Pick<BacktracesHost, 'ask' | 'context'>,
    private readonly store: StackStore,
    private readonly loader: StackLoader,
  ) {}

  /**
   * @param row the current one
   * @param tasks those that show
   * @returns whether there was something to copy
   */
  async copy(
    command: CopyCommand,
    row: StackRow | undefined,
    tasks: readonly SurveyedTask[],
  ): Promise<boolean> {
    const text = await this.text(command, row, tasks);
    if (text === undefined || text === '') return false;
    await this.host.ask('copyText', { text });
    return true;
  }

  private async text(
    command: CopyCommand,
    row: StackRow | undefined,
    tasks: readonly SurveyedTask[],
  ): Promise<string | undefined> {
    if (command === 'copyFolded') return foldedText(this.store, tasks);
    if (command === 'copyAddress') return addressOf(row);
    const task = row && ownerOf(row);
    if (!task) return undefined;
    const stack = await this.loader.load(task.task);
    const context = this.host.context.task?.task;
    return (command === 'copy' ? crashText : markdownText)(task, stack, context);
  }
}

/** Whose stack a row is part of. */
export function ownerOf(row: StackRow): SurveyedTask | undefined {
  switch (row.kind) {
    case 'task':
      return row.task;
    case 'group':
    case 'members':
      return row.group.tasks[0];
    case 'hidden':
      return undefined;
    case 'boundary':
    case 'cut':
    case 'detail':
    case 'folded':
    case 'frame':
    case 'user-mode':
      return row.owner;
  }
}

/** The code's address of a frame, a task's of its task_struct; sixteen digits. */
function addressOf(row: StackRow | undefined): string | undefined {
  const address = row?.kind === 'frame' ? row.frame.pc : row && ownerOf(row)?.task;
  return address?.slice(2).padStart(16, '0');
}
