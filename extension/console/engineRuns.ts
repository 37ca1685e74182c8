import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { EngineName, EngineOutput } from '../../core/protocol/panels/consoleRequests';
import type { RequestCancellation } from '../../core/protocol/connection';
import type { OpenDump } from '../dumpHost/openDump';
import type { TaskContexts } from '../navigation/context';
import { whenOpen } from '../dumpHost/whenOpen';
import { debuginfoPaths } from '../source/sourceSettings';
import { workspaceNotTrusted } from './errors';

/** What to carry out, and what is to be heard of it. */
export interface EngineRun {
  readonly engine: EngineName;
  readonly line: string;
  /** Text with line feeds, as it comes; it may hold anything that a dump does. */
  readonly onOutput: (output: Pick<EngineOutput, 'text' | 'isNotice'>) => void;
  readonly cancellation: RequestCancellation;
}

/** Lines that crash and gdb carry out for this window, whichever dump they are about. */
export class EngineRuns {
  private readonly listeners = new Map<string, EngineRun['onOutput']>();

  /** @param contexts crash means the task that all views mean, and they follow crash's own `set` */
  constructor(private readonly contexts: Pick<TaskContexts, 'of' | 'setByAddress'>) {}

  /** What a dump host says; a run that was cancelled meanwhile does not hear it. */
  receive({ run, text, isNotice }: EngineOutput): void {
    this.listeners.get(run)?.({ text, isNotice });
  }

  /** @throws VmcoreError `workspace-not-trusted`, `cancelled`, or why the engine does not carry it out */
  async run(dump: OpenDump, { engine, line, onOutput, cancellation }: EngineRun): Promise<void> {
    if (!vscode.workspace.isTrusted) throw workspaceNotTrusted(engine);
    const run = randomUUID();
    this.listeners.set(run, onOutput);
    try {
      await whenOpen(dump);
      const crashProgram = vscode.workspace.getConfiguration('vmcore').get<string>('crashPath', '');
      const before = this.contexts.of(dump)?.task;
      const { task } = await dump.request(
        'runLine',
        {
          run,
          engine,
          line,
          debuginfoPaths: debuginfoPaths(),
          ...(crashProgram !== '' && { crashProgram }),
          ...(before !== undefined && { task: before }),
        },
        { cancellation },
      );
      if (task !== undefined && task !== before) await this.contexts.setByAddress(dump, task);
    } finally {
      this.listeners.delete(run);
    }
  }

  /** The native reader's answer, about the same task as crash's; undefined where it has none. @throws VmcoreError `cancelled` */
  async nativeText(
    dump: OpenDump,
    line: string,
    cancellation: RequestCancellation,
  ): Promise<string | undefined> {
    const task = this.contexts.of(dump)?.task;
    return (await dump.request('nativeText', { line, task }, { cancellation }))?.text;
  }
}
