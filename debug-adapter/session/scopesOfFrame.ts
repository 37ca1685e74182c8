import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import { VmcoreError } from '../../core/base/errors';
import type { VariableContainer } from '../variables/containers';
import { perCpuContainer } from '../variables/perCpuVariables';
import { registerContainer } from '../variables/registerVariables';
import type { DebuggedDump } from './debuggedDump';
import type { DebugFrame } from './debugThread';
import { placeOfFrame } from './placeOfFrame';

/** What a frame has to show: arguments and locals once gdb has joined, all else at once. */
export async function scopesOfFrame(
  dump: DebuggedDump,
  frame: DebugFrame,
  token: CancellationToken,
): Promise<Dap.Scope[]> {
  return [
    ...(await variableScopes(dump, frame, token)),
    registerScope(dump, frame),
    ...taskScopes(dump, frame),
  ];
}

/** Those that gdb knows of. A gdb that dies over them costs them alone. @throws VmcoreError `cancelled` */
async function variableScopes(
  dump: DebuggedDump,
  frame: DebugFrame,
  token: CancellationToken,
): Promise<Dap.Scope[]> {
  const { containers, gdb } = dump;
  try {
    const found = await placeOfFrame(dump, frame, token);
    if (!found) return [];
    const names = await found.engine.variableNames(found.place, { token });
    const scope = (name: string, hint: string, areArguments: boolean): Dap.Scope[] => {
      if (!names.some(({ isArgument }) => isArgument === areArguments)) return [];
      const reference = containers.add(gdb.values.variables(found, areArguments));
      return [{ name, variablesReference: reference, expensive: false, presentationHint: hint }];
    };
    return [...scope('Arguments', 'arguments', true), ...scope('Locals', 'locals', false)];
  } catch (error) {
    if (error instanceof VmcoreError && error.code !== 'cancelled') return [];
    throw error;
  }
}

function registerScope({ kernel, containers }: DebuggedDump, frame: DebugFrame): Dap.Scope {
  const variablesReference = containers.add(registerContainer(kernel, frame.machineFrame));
  return { name: 'Registers', variablesReference, expensive: false, presentationHint: 'registers' };
}

/** Large ones: nobody wants them opened unasked. */
function taskScopes({ kernel, containers, values }: DebuggedDump, frame: DebugFrame): Dap.Scope[] {
  const { task } = frame.thread;
  if (!task) return [];
  const { inside } = values.show('current', task.object, { hex: false });
  const scope = (name: string, container: VariableContainer): Dap.Scope => ({
    name,
    variablesReference: containers.add(container),
    expensive: true,
  });
  const scopes = inside ? [scope('Task (task_struct)', inside)] : [];
  if (task.cpu === undefined || !kernel.objects.cpus.includes(task.cpu)) return scopes;
  const perCpu = perCpuContainer(kernel, values, task.cpu);
  return [...scopes, scope(`Per-cpu variables (cpu ${task.cpu})`, perCpu)];
}
