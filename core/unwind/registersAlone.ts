import { virtualAddress } from '../base/address';
import { unwindUnsupported } from './errors';
import type { Backtrace, RegisterValues } from './stackFrame';

interface RegisterNames {
  readonly pc: string;
  readonly sp: string;
}

const power64: RegisterNames = { pc: 'nip', sp: 'gpr1' };

/** By the names that their notes have (`parsePrstatusNotes`). */
const machines: ReadonlyMap<string, RegisterNames> = new Map([
  ['ppc64', power64],
  ['ppc64le', power64],
  ['s390x', { pc: 'psw_address', sp: 'gpr15' }],
  ['i686', { pc: 'eip', sp: 'esp' }],
]);

/** Of machines whose stacks are not unwound: where each cpu was, and that this is all. */
export class RegistersAlone {
  constructor(private readonly machineName: string) {}

  unwindFrom(registers: RegisterValues): Backtrace {
    const { message } = unwindUnsupported(this.machineName);
    const names = machines.get(this.machineName);
    const [pc, sp] = names ? [registers.get(names.pc), registers.get(names.sp)] : [];
    const end = { kind: 'not-unwound', message } as const;
    if (pc === undefined || sp === undefined) return { frames: [], end };
    const places = { pc: virtualAddress(pc), stackAddress: virtualAddress(sp) };
    return { frames: [{ ...places, kind: 'current', registers }], end };
  }

  /** @throws VmcoreError `unwind-unsupported` */
  unwindTask(): never {
    throw unwindUnsupported(this.machineName);
  }
}
