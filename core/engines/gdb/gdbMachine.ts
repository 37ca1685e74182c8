/** What gdb has to be told of a machine, and how its remote protocol orders the registers there. */
export interface GdbMachine {
  /** For `set architecture`. */
  readonly architecture: string;
  /** In the order of the `g` packet (gdb's features/i386/64bit-core.c, features/aarch64-core.c). */
  readonly registers: readonly { readonly name: string; readonly sizeBytes: number }[];
  /** The registers without which gdb does not connect. */
  readonly programCounter: string;
  readonly stackPointer: string;
}

const words = (names: string): GdbMachine['registers'] =>
  names.split(' ').map((name) => ({ name, sizeBytes: 8 }));
const halfWords = (names: string): GdbMachine['registers'] =>
  names.split(' ').map((name) => ({ name, sizeBytes: 4 }));

/** Registers by the kernel's own names of them, which for x86-64 are gdb's as well. */
const machines: Readonly<Record<string, GdbMachine>> = {
  x86_64: {
    architecture: 'i386:x86-64',
    programCounter: 'rip',
    stackPointer: 'rsp',
    registers: [
      ...words('rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip'),
      ...halfWords('eflags cs ss ds es fs gs'),
    ],
  },
  aarch64: {
    architecture: 'aarch64',
    programCounter: 'pc',
    stackPointer: 'sp',
    registers: [
      ...words(`${Array.from({ length: 31 }, (_, index) => `x${index}`).join(' ')} sp pc`),
      ...halfWords('pstate'),
    ],
  },
};

/** @param name as in DumpedMachine.name */
export function gdbMachine(name: string): GdbMachine | undefined {
  return Object.hasOwn(machines, name) ? machines[name] : undefined;
}

/** The `g` packet: a register whose value is not known is `x`es, which gdb shows as unavailable and never as 0. */
export function registerPacket(machine: GdbMachine, values: ReadonlyMap<string, bigint>): string {
  return machine.registers
    .map(({ name, sizeBytes }) => {
      const value = values.get(name);
      return value === undefined ? 'xx'.repeat(sizeBytes) : littleEndianHex(value, sizeBytes);
    })
    .join('');
}

function littleEndianHex(value: bigint, sizeBytes: number): string {
  const digits = BigInt.asUintN(sizeBytes * 8, value)
    .toString(16)
    .padStart(sizeBytes * 2, '0');
  return Buffer.from(digits, 'hex').reverse().toString('hex');
}
