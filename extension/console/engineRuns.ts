import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { EngineName, EngineOutput } from '../../core/protocol/panels/consoleRequests';
import type { RequestCancellation } from '../../core/protocol/connection';
import type { OpenDump } from '../dumpHost/openDump';
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
      await dump.request(
        'runLine',
        {
          run,
          engine,
          line,
          debuginfoPaths: debuginfoPaths(),
          ...(crashProgram !== '' && { crashProgram }),
        },
        { cancellation },
      );
    } finally {
      this.listeners.delete(run);
    }
  }
}
