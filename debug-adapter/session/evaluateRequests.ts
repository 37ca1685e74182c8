import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { evaluate, type EvaluationScope } from '../expression/evaluate';
import { expressionUnfit } from '../expression/errors';
import { findCType } from '../expression/findCType';
import { parseExpression } from '../expression/parseExpression';
import { registersOf } from '../variables/registerVariables';
import type { ShownValue } from '../variables/containers';
import { asOperand } from '../variables/valueReader';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import type { SessionState } from './sessionState';
import { dapResult } from './variableRequests';

/** Expressions in hovers, watches and the console. Evaluating never changes anything: it only reads the dump. */
export function evaluateHandlers(state: SessionState): Pick<DapHandlers, 'evaluate'> {
  return {
    evaluate: (args) => {
      const { dump } = state;
      const shown = evaluateNatively(dump, args);
      return dapResult(dump.containers, shown);
    },
  };
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
    ? dump.values.show(text, found.object, how, asOperand(text))
    : dump.values.showNumber(text, found.value, found.type, how);
}

/** Without a frame, registers have no values, and `current` and per-cpu variables are the crashing cpu's. */
function scopeOf(dump: DebuggedDump, frameId: number | undefined): EvaluationScope {
  const frame = frameId === undefined ? undefined : dump.frame(frameId);
  const task = (frame?.thread ?? dump.threads[0])?.task;
  return {
    kernel: dump.kernel,
    registers: frame ? registersOf(frame.data, dump.kernel.dump.machine.name) : {},
    task: task?.object,
    cpu: task?.cpu,
  };
}
