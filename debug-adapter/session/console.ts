import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import { visibleText } from '../../core/base/visibleText';
import { crashLine } from '../../core/engines/crash/crashCommands';
import { checkGdbCommand } from '../../core/engines/gdb/gdbCommands';
import type { SessionState } from './sessionState';

/** A line of the console that is a command of gdb or crash rather than an expression. */
export interface ConsoleCommand {
  readonly engine: 'gdb' | 'crash';
  readonly line: string;
}

/** `gdb info types`, `crash bt`, and what begins with one of crash's commands; undefined for expressions. */
export function consoleCommand(text: string): ConsoleCommand | undefined {
  const forGdb = /^\s*gdb\s+(.*?)\s*$/.exec(text)?.[1];
  if (forGdb !== undefined) return { engine: 'gdb', line: forGdb };
  const line = crashLine(text);
  return line === undefined ? undefined : { engine: 'crash', line };
}

/** The output is shown while it comes. @throws VmcoreError why the engine does not carry it out */
export async function runConsoleCommand(
  state: SessionState,
  { engine, line }: ConsoleCommand,
  token: CancellationToken,
): Promise<void> {
  const { gdb, crash } = state.dump;
  if (engine === 'crash') {
    if (!crash.isRunning) show(state, 'crash reads the debug information …\n', 'console');
    await crash.run(
      line,
      (output) => {
        show(state, `${output}\n`);
      },
      { token },
    );
    return;
  }
  const command = checkGdbCommand(line);
  const running = await gdb.join(token);
  await running.run(
    command,
    (output) => {
      show(state, output);
    },
    { token },
  );
}

function show(state: SessionState, text: string, category = 'stdout'): void {
  const event: Dap.OutputEvent = new OutputEvent(visibleText(text), category);
  state.sendEvent(event);
}
