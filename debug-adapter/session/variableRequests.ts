import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import type {
  ShownValue,
  ShownValues,
  ValueFormat,
  VariableContainer,
  VariableContainers,
} from '../variables/containers';
import type { DapHandlers } from './dapRequests';
import { scopesOfFrame } from './scopesOfFrame';
import type { SessionState } from './sessionState';

/** What a frame has to show, and what stands inside of that, a page at a time. */
export function variableHandlers(state: SessionState): Pick<DapHandlers, 'scopes' | 'variables'> {
  return {
    scopes: async ({ frameId }, { token }) => ({
      scopes: await scopesOfFrame(state.dump, state.dump.frame(frameId), token),
    }),
    variables: async ({ variablesReference, filter, start = 0, count = 0, format }, { token }) => {
      const { containers } = state.dump;
      const container = containers.get(variablesReference);
      const how = { hex: format?.hex === true };
      const shown = [
        ...(filter === 'indexed' ? [] : ((await container.readNamed?.(how, token)) ?? [])),
        ...(filter === 'named' ? [] : await readIndexed(container, { start, count }, how, token)),
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
  { start, count }: { readonly start: number; readonly count: number },
  format: ValueFormat,
  token: CancellationToken,
): ShownValues {
  if (!indexed) return [];
  const wanted = count > 0 ? Math.min(count, maxIndexedAtOnce) : maxIndexedAtOnce;
  const end = Math.min(indexed.count, start + wanted);
  return indexed.read(Math.max(0, start), end, format, token);
}
