import { hex } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import type { FrameData } from '../../core/protocol/backtraceData';
import { addressText, symbolText } from './addressText';
import type { ShownValue, VariableContainer } from './containers';

/** Of x86-64: a return address is the last thing that its frame has on the stack. */
const returnAddressBytes = 8n;

/** Those that an exception saved or the cpu held; of a frame that called on, the few that the stack itself tells. */
export function registersOf(frame: FrameData, machineName: string): Readonly<Record<string, string>> {
  if (frame.registers) return frame.registers;
  if (machineName !== 'x86_64') return { pc: frame.pc };
  return { rip: frame.pc, rsp: hex(BigInt(frame.stackAddress) + returnAddressBytes) };
}

export function registerContainer(kernel: Kernel, frame: FrameData): VariableContainer {
  const registers = Object.entries(registersOf(frame, kernel.dump.machine.name)).sort(
    ([one], [other]) => rank(one) - rank(other),
  );
  return {
    readNamed: () => registers.map(([name, value]) => registerValue(kernel, name, BigInt(value))),
  };
}

/** Where the cpu was and its stack come first; the rest stays in the machine's own order. */
const first = ['rip', 'pc', 'rsp', 'sp'];

function rank(name: string): number {
  const index = first.indexOf(name);
  return index < 0 ? first.length : index;
}

function registerValue(kernel: Kernel, name: string, value: bigint): ShownValue {
  return {
    name,
    value: addressText((address) => symbolText(kernel, address), value),
    type: 'unsigned long',
    expression: `$${name}`,
    memoryReference: hex(value),
  };
}
