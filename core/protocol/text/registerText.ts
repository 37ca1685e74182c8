type Registers = Readonly<Record<string, string>>;

/** Rows of names as crash prints them, each with its name in pt_regs. */
type Rows = readonly (readonly (readonly [label: string, register: string])[])[];

const upper = (name: string): readonly [string, string] => [name.toUpperCase(), name];

const x86Rows: Rows = [
  [upper('rip'), upper('rsp'), ['RFLAGS', 'eflags']],
  ['rax', 'rbx', 'rcx'].map(upper),
  ['rdx', 'rsi', 'rdi'].map(upper),
  ['rbp', 'r8', 'r9'].map(upper),
  ['r10', 'r11', 'r12'].map(upper),
  ['r13', 'r14', 'r15'].map(upper),
  ['orig_rax', 'cs', 'ss'].map(upper),
];

const arm64Rows: Rows = [
  [upper('pc'), ['LR', 'x30'], upper('sp')],
  [upper('pstate')],
  ...Array.from({ length: 10 }, (_, row) =>
    [29 - 3 * row, 28 - 3 * row, 27 - 3 * row].map((n) => upper(`x${n}`)),
  ),
];

const riscv64Rows: Rows = [
  [['EPC', 'pc'], upper('ra'), upper('sp')],
  ['gp', 'tp', 't0'].map(upper),
  ['t1', 't2', 's0'].map(upper),
  ['s1', 'a0', 'a1'].map(upper),
  ['a2', 'a3', 'a4'].map(upper),
  ['a5', 'a6', 'a7'].map(upper),
  ...[2, 5, 8].map((first) => [first, first + 1, first + 2].map((n) => upper(`s${n}`))),
  ['s11', 't3', 't4'].map(upper),
  ['t5', 't6'].map(upper),
  ['status', 'badaddr', 'cause'].map(upper),
  [upper('orig_a0')],
];

const labelWidth = 8;

/** Digits of those that are shorter than a word. */
const digitCounts: Readonly<Record<string, number>> = { eflags: 8, cs: 4, ss: 4, pstate: 8 };

/** One register as crash prints it. */
export interface RegisterText {
  /** Its name in pt_regs. */
  readonly name: string;
  /** `     RIP: ` */
  readonly label: string;
  readonly digits: string;
  /** Hex. */
  readonly value: string;
}

/** Those that are known, row by row in the order of crash's `bt`. */
export function* registerRows(registers: Registers): Iterable<readonly RegisterText[]> {
  for (const row of rowsFor(registers)) {
    const cells = row.flatMap(([label, name]): readonly RegisterText[] => {
      const value = registers[name];
      if (value === undefined) return [];
      const digits = value.slice(2).padStart(digitCounts[name] ?? 16, '0');
      return [{ name, label: `${label.padStart(labelWidth)}: `, digits, value }];
    });
    if (cells.length > 0) yield cells;
  }
}

/** The same as lines of text. */
export function* registerLines(registers: Registers): Iterable<string> {
  for (const row of registerRows(registers))
    yield `  ${row.map(({ label, digits }) => label + digits).join('')}\n`;
}

/** Each machine has a register that no other has. */
function rowsFor(registers: Registers): Rows {
  if ('rip' in registers) return x86Rows;
  return 'ra' in registers ? riscv64Rows : arm64Rows;
}
