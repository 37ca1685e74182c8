import type { CancellationToken } from '../../core/base/cancellation';
import type { TaskStack } from '../../core/kernel/tasks/stacks';
import type { Handlers } from '../../core/protocol/connection';
import type { ConsoleRequests, EngineLine, EngineOutput } from '../../core/protocol/panels/consoleRequests';
import { ifKnown } from '../../core/types/errors';
import type { DumpSession } from '../host/dumpSession';
import { stackOfTask } from '../tasks/taskAt';
import { completeLine } from './completeLine';
import { CrashContext, mayChangeContext } from './crashContext';
import { nativeText } from './nativeText';
import { OutputSender } from './outputSender';
import { writtenOut } from './writtenOut';

/** Hands output to who asked; the promise ends when it has arrived. */
export type SendEngineOutput = (output: EngineOutput) => Promise<unknown>;

export function consoleHandlers(session: DumpSession, send: SendEngineOutput): Handlers<ConsoleRequests> {
  return {
    runLine: async (line, { token }) => {
      const output = new OutputSender((text) => send({ run: line.run, text, isNotice: false }));
      try {
        await sayWhatStarts(session, line, send);
        const run = line.engine === 'gdb' ? runGdbLine : runCrashLine;
        return await run(session, line, output, token);
      } finally {
        if (token.isCancelled) output.discard();
        await output.end();
      }
    },
    completeLine: async ({ engine, line }) =>
      completeLine(session.kernel, await session.crash.taskStacks(), engine, line),
    nativeText: async ({ line, task }, { token }) => {
      const stacks = await session.crash.taskStacks();
      const meanings = await session.crash.addressMeanings();
      const current = (): TaskStack => stackOfTask(stacks, task);
      const whole = writtenOut(line, (name) => isStruct(session, name));
      const text = await nativeText(whole, { kernel: session.kernel, stacks, meanings, current }, token);
      return text === undefined ? null : { text };
    },
  };
}

/** gdb stands where the task left off that all views mean. */
async function runGdbLine(
  { engines }: DumpSession,
  { line, debuginfoPaths, task }: EngineLine,
  output: OutputSender,
  token: CancellationToken,
): Promise<ConsoleRequests['runLine']['result']> {
  const thread = await engines.gdbThreads.of(task);
  if (task !== undefined && !thread.registers)
    output.add(`The dump tells no registers of task ${task.slice(2)}: gdb stands where it did before.\n`);
  await engines.gdb.run(
    line,
    (text) => {
      output.add(text);
    },
    thread,
    debuginfoPaths,
    token,
  );
  return {};
}

/** crash means the task that all views mean, and they the one that a person sets in crash. */
async function runCrashLine(
  session: DumpSession,
  { line, debuginfoPaths, crashProgram, task }: EngineLine,
  output: OutputSender,
  token: CancellationToken,
): Promise<ConsoleRequests['runLine']['result']> {
  const { crash } = session.engines;
  const source = await session.crash.sourceLines(debuginfoPaths);
  // It may have been installed since the last command.
  if (source.vmlinuxPath === undefined) source.lookAgain();
  const choice = { program: crashProgram, vmlinux: source.vmlinuxPath };
  const context = new CrashContext(crash, choice, token);
  if (task !== undefined && !(await context.set(task)))
    output.add(`crash knows no task ${task.slice(2)}: it means its own.\n`);
  await session.crash.taskStacks();
  await crash.run(
    writtenOut(line, (name) => isStruct(session, name)),
    (text) => {
      output.add(`${text}\n`);
    },
    choice,
    { token },
  );
  const current = mayChangeContext(line) ? await context.read() : undefined;
  return current === undefined ? {} : { task: current };
}

/** Without types nothing is. */
function isStruct({ kernel }: DumpSession, name: string): boolean {
  return ifKnown(() => kernel.allTypes.findStruct(name)) !== undefined;
}

async function sayWhatStarts(
  session: DumpSession,
  { run, engine }: EngineLine,
  send: SendEngineOutput,
): Promise<void> {
  if (session.engines[engine].isRunning) return;
  await send({ run, text: `${engine} reads the debug information …\n`, isNotice: true });
}
