import { Scope } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ShownValue, ValueFormat, VariableContainer, VariableContainers } from '../variables/containers';
import { perCpuContainer } from '../variables/perCpuVariables';
import { registerContainer } from '../variables/registerVariables';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import type { DebugFrame } from './debugThread';
import type { SessionState } from './sessionState';

/** What a frame has to show, and what stands inside of that, a page at a time. */
export function variableHandlers(state: SessionState): Pick<DapHandlers, 'scopes' | 'variables'> {
  return {
    scopes: ({ frameId }) => ({ scopes: scopesOf(state.dump, state.dump.frame(frameId)) }),
    variables: async ({ variablesReference, filter, start = 0, count = 0, format }) => {
      const { containers } = state.dump;
      const container = containers.get(variablesReference);
      const how = { hex: format?.hex === true };
      const shown = [
        ...(filter === 'indexed' ? [] : ((await container.readNamed?.(how)) ?? [])),
        ...(filter === 'named' ? [] : readIndexed(container, start, count, how)),
      ];
      return { variables: shown.map((value) => dapVariable(containers, value)) };
    },
  };
}

/** The same value, as the answer to an expression. */
export function dapResult(containers: VariableContainers, shown: ShownValue): Dap.EvaluateResponse['body'] {
  return { result: shown.value, ...valueParts(containers, shown) };
}

function dapVariable(containers: VariableContainers, shown: ShownValue): Dap.Variable {
  return { name: shown.name, value: shown.value, ...valueParts(containers, shown) };
}

type ValueParts = Omit<Dap.Variable, 'name' | 'value'>;

function valueParts(containers: VariableContainers, shown: ShownValue): ValueParts {
  const { type, expression, memoryReference, inside } = shown;
  return {
    variablesReference: inside ? containers.add(inside) : 0,
    ...(type !== undefined && { type }),
    ...(expression !== undefined && { evaluateName: expression }),
    ...(memoryReference !== undefined && { memoryReference }),
    ...(inside?.indexed && { indexedVariables: inside.indexed.count, namedVariables: 0 }),
  };
}

/** More than any client asks for at once; who asks for all of an array gets this many. */
const maxIndexedAtOnce = 10_000;

function readIndexed(
  { indexed }: VariableContainer,
  start: number,
  count: number,
  format: ValueFormat,
): readonly ShownValue[] {
  if (!indexed) return [];
  const wanted = count > 0 ? Math.min(count, maxIndexedAtOnce) : maxIndexedAtOnce;
  return indexed.read(Math.max(0, start), Math.min(indexed.count, start + wanted), format);
}

function scopesOf({ kernel, containers, values }: DebuggedDump, frame: DebugFrame): Dap.Scope[] {
  const { task } = frame.thread;
  const registers: Dap.Scope = new Scope('Registers', containers.add(registerContainer(kernel, frame.data)));
  registers.presentationHint = 'registers';
  const scopes = [registers];
  if (task) {
    const inside = values.show('current', task.object, { hex: false }).inside;
    if (inside) scopes.push(new Scope('Task (task_struct)', containers.add(inside), true));
  }
  if (task?.cpu !== undefined && kernel.objects.cpus.includes(task.cpu)) {
    const perCpu = perCpuContainer(kernel, values, task.cpu);
    scopes.push(new Scope(`Per-cpu variables (cpu ${task.cpu})`, containers.add(perCpu), true));
  }
  return scopes;
}
