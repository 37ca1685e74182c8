import { StructView } from '../base/structView';
import type { DumpedMachine } from './dumpImage';
import type { ElfNote } from './elfNotes';

/** The state of one cpu when the kernel stopped it (struct elf_prstatus, include/linux/elfcore.h). */
export interface CpuRegisters {
  /** Place among the notes: the n-th cpu that was online. */
  readonly cpu: number;
  /** Of the task that ran; 0 for an idle cpu, and with QEMU, which counts from 1 instead. */
  readonly pid: number;
  /** By the names of the machine's own user_regs_struct; none where its layout is not known here. */
  readonly registers: ReadonlyMap<string, bigint>;
}

const noteTypePrstatus = 1;

/** NT_PRSTATUS notes in the order of cpus. A note too short for its machine has no registers. */
export function parsePrstatusNotes(
  notes: readonly ElfNote[],
  machine: Pick<DumpedMachine, 'name' | 'wordSizeBytes'>,
): readonly CpuRegisters[] {
  return notes
    .filter(({ name, type }) => name === 'CORE' && type === noteTypePrstatus)
    .map((note, cpu) => parsePrstatus(note, cpu, machine));
}

function parsePrstatus(
  { description, littleEndian }: ElfNote,
  cpu: number,
  { name, wordSizeBytes }: Pick<DumpedMachine, 'name' | 'wordSizeBytes'>,
): CpuRegisters {
  const view = new StructView(description, littleEndian, wordSizeBytes);
  // Signal numbers first (16 bytes), two words of signal masks, four pids, four timevals, then the registers.
  const pidOffset = wordSizeBytes === 8 ? 32 : 24;
  const registersOffset = wordSizeBytes === 8 ? 112 : 72;
  const names = registerNames.get(name) ?? [];
  const registers = new Map<string, bigint>();
  if (view.covers(registersOffset, names.length * wordSizeBytes)) {
    names.forEach((register, index) => {
      registers.set(register, view.word(registersOffset + index * wordSizeBytes));
    });
  }
  return { cpu, pid: view.covers(pidOffset, 4) ? view.u32(pidOffset) : 0, registers };
}

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** struct pt_regs of arch/powerpc/include/uapi/asm/ptrace.h. */
const power64Registers = [
  ...numbered('gpr', 32),
  ...'nip msr orig_gpr3 ctr link xer ccr softe trap dar dsisr result'.split(' '),
];

/** elf_gregset_t of each machine, in order: arch/<machine>/include/asm/elf.h, user_64.h, ptrace.h. */
const registerNames = new Map<string, readonly string[]>([
  [
    'x86_64',
    (
      'r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss ' +
      'fs_base gs_base ds es fs gs'
    ).split(' '),
  ],
  ['aarch64', [...numbered('x', 31), 'sp', 'pc', 'pstate']],
  ['i686', 'ebx ecx edx esi edi ebp eax ds es fs gs orig_eax eip cs eflags esp ss'.split(' ')],
  [
    'riscv64',
    (
      'pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 ' + 't3 t4 t5 t6'
    ).split(' '),
  ],
  ['ppc64', power64Registers],
  ['ppc64le', power64Registers],
  ['s390x', ['psw_mask', 'psw_address', ...numbered('gpr', 16)]],
]);
