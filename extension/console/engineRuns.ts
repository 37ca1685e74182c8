import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { VmcoreError } from '../../core/base/errors';
import type { EngineName, EngineOutput } from '../../core/protocol/panels/consoleRequests';
import type { RequestCancellation } from '../../core/protocol/connection';
import type { OpenDump } from '../dumpHost/openDump';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { TaskContexts } from '../navigation/context';
import { whenOpen } from '../dumpHost/whenOpen';
import { debuginfoPaths } from '../source/sourceSettings';
import { workspaceNotTrusted } from './errors';

/** What to carry out, and what is to be heard of it. */
export interface EngineRun {
  readonly engine: EngineName;
  readonly line: string;
  /** Address of the task_struct that is meant; the crashing one's when left out. */
  readonly task: string | undefined;
  /** Text with line feeds, as it comes; it may hold anything that a dump does. */
  readonly onOutput: (output: Pick<EngineOutput, 'text' | 'isNotice'>) => void;
  readonly cancellation: RequestCancellation;
}

type RunContexts = Pick<TaskContexts, 'of' | 'isChosen' | 'changed' | 'find' | 'setByAddress'>;

/** Lines that crash and gdb carry out for this window, whichever dump they are about. */
export class EngineRuns {
  private readonly listeners = new Map<string, EngineRun['onOutput']>();

  /** @param contexts all views follow crash's own `set` */
  constructor(readonly contexts: RunContexts) {}

  /** The task that all views mean; undefined where the dump leads to none. */
  async findTask(dump: OpenDump): Promise<TaskContext | undefined> {
    try {
      await this.contexts.find(dump);
    } catch (error) {
      // The line is carried out all the same, and says by itself what it lacks.
      if (!(error instanceof VmcoreError)) throw error;
    }
    return this.contexts.of(dump);
  }

  /** What a dump host says; a run that was cancelled meanwhile does not hear it. */
  receive({ run, text, isNotice }: EngineOutput): void {
    this.listeners.get(run)?.({ text, isNotice });
  }

  /** @throws VmcoreError `workspace-not-trusted`, `cancelled`, or why the engine does not carry it out */
  async run(dump: OpenDump, { engine, line, task, onOutput, cancellation }: EngineRun): Promise<void> {
    if (!vscode.workspace.isTrusted) throw workspaceNotTrusted(engine);
    const run = randomUUID();
    this.listeners.set(run, onOutput);
    try {
      await whenOpen(dump);
      const crashProgram = vscode.workspace.getConfiguration('vmcore').get<string>('crashPath', '');
      const { task: after } = await dump.request(
        'runLine',
        {
          run,
          engine,
          line,
          debuginfoPaths: debuginfoPaths(),
          ...(crashProgram !== '' && { crashProgram }),
          ...(task !== undefined && { task }),
        },
        { cancellation },
      );
      if (after !== undefined && after !== task) await this.contexts.setByAddress(dump, after);
    } finally {
      this.listeners.delete(run);
    }
  }

  /** The native reader's answer; undefined where it has none. @throws VmcoreError `cancelled` */
  async nativeText(
    dump: OpenDump,
    { line, task, cancellation }: Pick<EngineRun, 'line' | 'task' | 'cancellation'>,
  ): Promise<string | undefined> {
    return (await dump.request('nativeText', { line, task }, { cancellation }))?.text;
  }
}
