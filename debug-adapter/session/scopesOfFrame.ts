import { Scope } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { VmcoreError } from '../../core/base/errors';
import type { FoundPlace } from '../gdb/gdbFrames';
import type { VariableContainer } from '../variables/containers';
import { perCpuContainer } from '../variables/perCpuVariables';
import { registerContainer } from '../variables/registerVariables';
import type { DebuggedDump } from './debuggedDump';
import type { DebugFrame } from './debugThread';

/** What a frame has to show: arguments and locals once gdb has joined, all else at once. */
export async function scopesOfFrame(dump: DebuggedDump, frame: DebugFrame): Promise<Dap.Scope[]> {
  const { kernel, containers, values, gdb } = dump;
  const scope = (name: string, inside: VariableContainer, isExpensive = false): Dap.Scope =>
    new Scope(name, containers.add(inside), isExpensive);
  const place = gdb.isRunning ? await findPlace(dump, frame) : undefined;
  const scopes: Dap.Scope[] = [];
  if (place) {
    const names = await place.engine.variableNames(place.place);
    if (names.some(({ isArgument }) => isArgument)) {
      scopes.push({
        ...scope('Arguments', gdb.values.variables(place, true)),
        presentationHint: 'arguments',
      });
    }
    if (names.some(({ isArgument }) => !isArgument)) {
      scopes.push({ ...scope('Locals', gdb.values.variables(place, false)), presentationHint: 'locals' });
    }
  }
  const registers = scope('Registers', registerContainer(kernel, frame.machineFrame));
  scopes.push({ ...registers, presentationHint: 'registers' });
  const { task } = frame.thread;
  if (!task) return scopes;
  const { inside } = values.show('current', task.object, { hex: false });
  if (inside) scopes.push(scope('Task (task_struct)', inside, true));
  if (task.cpu !== undefined && kernel.objects.cpus.includes(task.cpu)) {
    const perCpu = perCpuContainer(kernel, values, task.cpu);
    scopes.push(scope(`Per-cpu variables (cpu ${task.cpu})`, perCpu, true));
  }
  return scopes;
}

/** A gdb that dies over a frame costs its locals alone. */
async function findPlace({ gdb }: DebuggedDump, frame: DebugFrame): Promise<FoundPlace | undefined> {
  try {
    return await gdb.find(frame);
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
