/** What gdb has to be told of a machine, and how its remote protocol orders the registers there. */
export interface GdbMachine {
  /** For `set architecture`. */
  readonly architecture: string;
  /** In the order of the `g` packet (gdb's features/i386/64bit-core.c, features/aarch64-core.c, features/riscv/64bit-cpu.c). */
  readonly registers: readonly { readonly name: string; readonly sizeBytes: number }[];
  /** The registers without which gdb does not connect. */
  readonly programCounter: string;
  readonly stackPointer: string;
  /** What gdb has to be told of registers that it does not expect by itself: a target description, as XML. */
  readonly description?: string;
  /** Registers that are the same wherever the cpu stood. */
  readonly constants?: ReadonlyMap<string, bigint>;
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
  riscv64: {
    architecture: 'riscv:rv64',
    programCounter: 'pc',
    stackPointer: 'sp',
    registers: words(
      'zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6 pc',
    ),
    constants: new Map([['zero', 0n]]),
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

/**
 * @param name as in DumpedMachine.name
 * @param pacMask the bits of a kernel pointer of arm64 that hold its authentication code; 0 where none are signed
 */
export function gdbMachine(name: string, pacMask = 0n): GdbMachine | undefined {
  const machine = Object.hasOwn(machines, name) ? machines[name] : undefined;
  return machine && pacMask !== 0n ? withPointerAuthentication(machine, pacMask) : machine;
}

/** gdb takes the codes out of return addresses by these (gdb's features/aarch64-pauth.c; `_high` for the kernel's half). */
const masks = words('pauth_dmask pauth_cmask pauth_dmask_high pauth_cmask_high');

/** Not known, but gdb (as of 13) numbers its own registers wrongly where they are left out. */
const vectors: GdbMachine['registers'] = [
  ...Array.from({ length: 32 }, (_, index) => ({ name: `v${index}`, sizeBytes: 16 })),
  ...halfWords('fpsr fpcr'),
];

function withPointerAuthentication(machine: GdbMachine, pacMask: bigint): GdbMachine {
  const features = [
    feature('org.gnu.gdb.aarch64.core', machine.registers),
    feature('org.gnu.gdb.aarch64.fpu', vectors),
    feature('org.gnu.gdb.aarch64.pauth', masks),
  ];
  return {
    ...machine,
    registers: [...machine.registers, ...vectors, ...masks],
    constants: new Map(masks.map(({ name }) => [name, pacMask])),
    description:
      '<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd"><target version="1.0">' +
      `<architecture>${machine.architecture}</architecture>${features.join('')}</target>`,
  };
}

function feature(name: string, registers: GdbMachine['registers']): string {
  return `<feature name="${name}">${registers.map(describe).join('')}</feature>`;
}

/** gdb calls the processor's state by the name that it has on 32-bit machines. */
function describe({ name, sizeBytes }: GdbMachine['registers'][number]): string {
  const bits = sizeBytes * 8;
  return `<reg name="${name === 'pstate' ? 'cpsr' : name}" bitsize="${bits}" type="uint${bits}"/>`;
}

/** The `g` packet: a register whose value is not known is `x`es, which gdb shows as unavailable and never as 0. */
export function registerPacket(machine: GdbMachine, values: ReadonlyMap<string, bigint>): string {
  return machine.registers
    .map(({ name, sizeBytes }) => {
      const value = values.get(name) ?? machine.constants?.get(name);
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
