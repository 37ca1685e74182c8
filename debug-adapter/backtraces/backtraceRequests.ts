import type { TaskStack } from '../../core/kernel/tasks/stacks';
import type { Handlers } from '../../core/protocol/connection';
import { maxSurveyedStacks, type BacktracesRequests } from '../../core/protocol/panels/backtracesRequests';
import { backtraceData } from '../../core/report/stacks/backtraceData';
import { readFrameWords } from '../../core/report/stacks/frameWords';
import { StackSurvey } from '../../core/report/stacks/stackSurvey';
import { SurveyOrder } from '../../core/report/stacks/surveyOrder';
import type { Kernel } from '../../core/kernel/kernel';
import type { DumpSession } from '../host/dumpSession';
import { stackOfTask } from '../tasks/taskAt';
import { VariablesOfSession } from './variablesOfSession';

/** The backtraces panel's side of the dump host. */
export function backtraceHandlers(session: DumpSession): Handlers<BacktracesRequests> {
  const surveyOf = surveys(session);
  const variables = new VariablesOfSession(session);
  const stackOf = async (task: string | undefined): Promise<TaskStack> => {
    const first = task === undefined ? session.crash.firstStacks() : session.crash.taskStacks();
    return stackOfTask(await first, task);
  };
  return {
    surveyStacks: async ({ start, count, knownStacks }, { token, progress }) =>
      (await surveyOf()).read({ start, count, knownStacks, maxStacks: maxSurveyedStacks }, token, progress),
    findSurveyed: async ({ task }, { token }) => ({
      index: (await (await surveyOf()).find(BigInt(task), token)) ?? null,
    }),
    taskStack: async ({ task }) => backtraceData(session.kernel.codeNames, await stackOf(task)),
    taskStackSource: async ({ task, debuginfoPaths }) =>
      backtraceData(
        session.kernel.codeNames,
        await stackOf(task),
        await session.crash.sourceLines(debuginfoPaths),
      ),
    frameVariables: async ({ debuginfoPaths, ...frame }, { token }) => ({
      variables: await (await variables.get(debuginfoPaths)).read(frame, token),
    }),
    frameWords: async ({ task, frame }) =>
      readFrameWords(session.kernel, await session.crash.addressMeanings(), await stackOf(task), frame) ??
      null,
  };
}

/** One survey of the dump that is open, kept as long as that is. */
function surveys(session: DumpSession): () => Promise<StackSurvey> {
  const kept = new WeakMap<Kernel, StackSurvey>();
  return async () => {
    const { kernel, crash } = session;
    const stacks = await crash.firstStacks();
    const survey =
      kept.get(kernel) ??
      new StackSurvey(kernel.codeNames, new SurveyOrder(stacks), () => crash.taskStacks());
    kept.set(kernel, survey);
    return survey;
  };
}
