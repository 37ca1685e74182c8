import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import { VmcoreError } from '../../core/base/errors';
import { checkExpression, checkPureExpression } from '../../core/engines/gdb/safeText';
import { evaluate, type EvaluationScope } from '../expression/evaluate';
import { expressionUnfit } from '../expression/errors';
import { findCType } from '../expression/findCType';
import { parseExpression } from '../expression/parseExpression';
import type { FoundPlace } from '../gdb/gdbFrames';
import type { ShownValue } from '../variables/containers';
import { registersOf } from '../variables/registerVariables';
import { asOperand } from '../variables/valueExpression';
import { consoleCommand, runConsoleCommand } from './console';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import { placeOfFrame } from './placeOfFrame';
import type { SessionState } from './sessionState';
import { dapResult } from './variableRequests';

/**
 * Expressions in hovers, watches and the console. The native reader knows the kernel's variables and types at once;
 * gdb knows what is local to a function, and all the rest of C.
 */
export function evaluateHandlers(state: SessionState): Pick<DapHandlers, 'evaluate'> {
  return {
    evaluate: async (args, { token }) => {
      const { dump } = state;
      const command = args.context === 'repl' ? consoleCommand(args.expression) : undefined;
      if (command && !(await isLocalVariable(dump, args, token))) {
        await runConsoleCommand(state, command, token);
        return { result: '', variablesReference: 0 };
      }
      const shown = await evaluateAnyhow(dump, args, token);
      return dapResult(dump.containers, shown);
    },
  };
}

async function evaluateAnyhow(
  dump: DebuggedDump,
  args: Dap.EvaluateArguments,
  token: CancellationToken,
): Promise<ShownValue> {
  const place = await findPlace(dump, args, token);
  if (place && (await namesLocal(place, args.expression, token)))
    return evaluateWithGdb(dump, place, args, token);
  try {
    return evaluateNatively(dump, args);
  } catch (error) {
    if (!place || !(error instanceof VmcoreError)) throw error;
    return evaluateWithGdb(dump, place, args, token);
  }
}

/** A local variable called `task` is meant, where there is one, rather than crash's command of that name. */
async function isLocalVariable(
  dump: DebuggedDump,
  args: Dap.EvaluateArguments,
  token: CancellationToken,
): Promise<boolean> {
  const word = /^\s*([A-Za-z_]\w*)\s*$/.exec(args.expression)?.[1];
  const place = word === undefined ? undefined : await findPlace(dump, args, token);
  return place !== undefined && word !== undefined && (await namesLocal(place, word, token));
}

function findPlace(
  dump: DebuggedDump,
  { frameId }: Dap.EvaluateArguments,
  token: CancellationToken,
): Promise<FoundPlace | undefined> {
  return placeOfFrame(dump, frameId === undefined ? dump.firstFrame : dump.frame(frameId), token);
}

/** Whether a name in the expression means something of the frame, which then hides what the kernel has by that name. */
async function namesLocal(
  { engine, place }: FoundPlace,
  expression: string,
  token: CancellationToken,
): Promise<boolean> {
  const words = new Set(expression.match(/[A-Za-z_]\w*/g));
  return (await engine.variableNames(place, { token })).some(({ name }) => words.has(name));
}

/** Nobody asked for a hover or a watch in so many words: these do nothing but look. */
async function evaluateWithGdb(
  { gdb }: DebuggedDump,
  place: FoundPlace,
  { expression, context, format }: Dap.EvaluateArguments,
  token: CancellationToken,
): Promise<ShownValue> {
  const isAsked = context === 'repl' || context === 'clipboard';
  const checked = isAsked ? checkExpression(expression) : checkPureExpression(expression);
  return gdb.values.evaluate(place, checked, { hex: format?.hex === true }, token);
}

function evaluateNatively(
  dump: DebuggedDump,
  { expression: text, frameId, format }: Dap.EvaluateArguments,
): ShownValue {
  const { kernel } = dump;
  const expression = parseExpression(text, (words) => findCType(kernel.allTypes, words) !== undefined);
  if (!expression) throw expressionUnfit(text);
  const found = evaluate(expression, scopeOf(dump, frameId));
  const how = { hex: format?.hex === true };
  return found.kind === 'object'
    ? dump.values.show(text, found.object, how, asOperand(text), found.place)
    : dump.values.showNumber(text, found.value, found.type, how);
}

/** Without a frame, registers have no values, and `current` and per-cpu variables are the crashing cpu's. */
export function scopeOf(dump: DebuggedDump, frameId: number | undefined): EvaluationScope {
  const frame = frameId === undefined ? undefined : dump.frame(frameId);
  const task = (frame?.thread ?? dump.crashingThread)?.task;
  return {
    kernel: dump.kernel,
    registers: frame ? registersOf(frame.machineFrame, dump.kernel.dump.machine.name) : {},
    task: task?.object,
    cpu: task?.cpu,
  };
}
