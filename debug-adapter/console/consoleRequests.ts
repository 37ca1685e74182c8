import type { CancellationToken } from '../../core/base/cancellation';
import type { Handlers } from '../../core/protocol/connection';
import type { ConsoleRequests, EngineLine, EngineOutput } from '../../core/protocol/panels/consoleRequests';
import type { DumpSession } from '../dumpSession';
import { completeLine } from './completeLine';
import { nativeText } from './nativeText';
import { OutputSender } from './outputSender';

/** Hands output to who asked; the promise ends when it has arrived. */
export type SendEngineOutput = (output: EngineOutput) => Promise<unknown>;

export function consoleHandlers(session: DumpSession, send: SendEngineOutput): Handlers<ConsoleRequests> {
  return {
    runLine: async (line, { token }) => {
      const output = new OutputSender((text) => send({ run: line.run, text, isNotice: false }));
      try {
        await sayWhatStarts(session, line, send);
        await runLine(session, line, output, token);
      } finally {
        if (token.isCancelled) output.discard();
        await output.end();
      }
      return null;
    },
    completeLine: async ({ engine, line }) =>
      completeLine(session.kernel, await session.crash.taskStacks(), engine, line),
    nativeText: async ({ line }, { token }) => {
      const stacks = await session.crash.taskStacks();
      const meanings = await session.crash.addressMeanings();
      const text = await nativeText(line, { kernel: session.kernel, stacks, meanings }, token);
      return text === undefined ? null : { text };
    },
  };
}

async function runLine(
  session: DumpSession,
  { engine, line, debuginfoPaths, crashProgram }: EngineLine,
  output: OutputSender,
  token: CancellationToken,
): Promise<void> {
  const { crash, gdb } = session.engines;
  if (engine === 'gdb') {
    await gdb.run(
      line,
      (text) => {
        output.add(text);
      },
      debuginfoPaths,
      token,
    );
    return;
  }
  const source = await session.crash.sourceLines(debuginfoPaths);
  // It may have been installed since the last command.
  if (source.vmlinuxPath === undefined) source.lookAgain();
  const choice = { program: crashProgram, vmlinux: source.vmlinuxPath };
  await crash.run(
    line,
    (text) => {
      output.add(`${text}\n`);
    },
    choice,
    { token },
  );
}

async function sayWhatStarts(
  session: DumpSession,
  { run, engine }: EngineLine,
  send: SendEngineOutput,
): Promise<void> {
  if (session.engines[engine].isRunning) return;
  await send({ run, text: `${engine} reads the debug information …\n`, isNotice: true });
}
