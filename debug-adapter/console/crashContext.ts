import type { CancellationToken } from '../../core/base/cancellation';
import type { CrashChoice, CrashOfDump } from '../engines/crashOfDump';

/** The task that crash's commands mean: `set` tells it, and asks for it. */
export class CrashContext {
  constructor(
    private readonly crash: Pick<CrashOfDump, 'run'>,
    private readonly choice: CrashChoice,
    private readonly token: CancellationToken,
  ) {}

  /**
   * @param task address of its task_struct
   * @returns whether crash knows such a task; it means the one that it did before otherwise
   * @throws VmcoreError as `CrashOfDump.run` does
   */
  async set(task: string): Promise<boolean> {
    const digits = task.slice(2).padStart(16, '0');
    return taskIn(await this.answerTo(`set ${digits}`)) === task;
  }

  /** @throws VmcoreError as `CrashOfDump.run` does */
  async read(): Promise<string | undefined> {
    return taskIn(await this.answerTo('set'));
  }

  private async answerTo(line: string): Promise<string> {
    const lines: string[] = [];
    await this.crash.run(line, (each) => lines.push(each), this.choice, { token: this.token });
    return lines.join('\n');
  }
}

/** Whether a line may change which task crash means. */
export function mayChangeContext(line: string): boolean {
  return /^\s*set\b/.test(line);
}

/** `   TASK: ffff888003a80000  (1 of 4)  [THREAD_INFO: ffff888003a80000]`, as task.c of crash 8.0 prints it. */
function taskIn(answer: string): string | undefined {
  const digits = /^\s*TASK: ([0-9a-f]{8,16})\b/m.exec(answer)?.[1];
  return digits === undefined ? undefined : `0x${digits.replace(/^0+/, '')}`;
}
