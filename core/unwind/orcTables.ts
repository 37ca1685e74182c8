import type { VirtualMemory } from '../arch/virtualMemory';
import type { SymbolTable } from '../symbols/symbolTable';
import { isInRanges, kernelCodeRanges, type CodeRange } from './codeRanges';
import { orcEntrySizeBytes, orcFormats, type OrcEntry, type OrcFormat } from './orcEntry';
import { OrcTable, type OrcTablePlace } from './orcTable';

/** The code of the kernel or of a module, and the table that covers it. */
export interface OrcCoverage {
  readonly ranges: readonly CodeRange[];
  readonly table: Pick<OrcTable, 'find'>;
}

type Symbols = Pick<SymbolTable, 'findByName'>;

/** How to unwind from any address of the kernel's code and its modules'. */
export class OrcTables {
  constructor(
    readonly format: OrcFormat,
    /** The kernel first. */
    private readonly coverages: Iterable<OrcCoverage>,
  ) {}

  find(pc: bigint): OrcEntry | undefined {
    return this.coverageOf(pc)?.table.find(pc, this.format);
  }

  /** Whether there is code of the kernel or of a module. */
  hasCode(pc: bigint): boolean {
    return this.coverageOf(pc) !== undefined;
  }

  private coverageOf(pc: bigint): OrcCoverage | undefined {
    for (const coverage of this.coverages) {
      if (isInRanges(pc, coverage.ranges)) return coverage;
    }
    return undefined;
  }
}

/** What holds behind the prologue of a function with a frame pointer (orc_fp_entry of unwind_orc.c). */
export const framePointerTable: OrcCoverage['table'] = {
  find: () => ({
    type: 'call',
    spRegister: 'bp',
    spOffset: 16,
    bpRegister: 'prev-sp',
    bpOffset: -16,
    signal: false,
  }),
};

/** Of code that the kernel copied from its own at `copyOf` (orc_ftrace_find() of unwind_orc.c). */
export function copiedCodeTable(
  kernelTable: OrcCoverage['table'],
  [range]: readonly CodeRange[],
  copyOf: bigint,
): OrcCoverage['table'] {
  return {
    find: (pc, format) => (range ? kernelTable.find(pc - range.start + copyOf, format) : undefined),
  };
}

/** The kernel's own table, from the symbols that its linker script makes. */
export function findKernelOrc(
  memory: Pick<VirtualMemory, 'read'>,
  symbols: Symbols,
): OrcCoverage | undefined {
  const place = kernelTablePlace(symbols);
  return place && { ranges: kernelCodeRanges(symbols), table: new OrcTable(memory, place) };
}

function kernelTablePlace(symbols: Symbols): OrcTablePlace | undefined {
  const addresses = symbols.findByName('__start_orc_unwind_ip')?.address;
  const entries = symbols.findByName('__start_orc_unwind')?.address;
  const entriesEnd = symbols.findByName('__stop_orc_unwind')?.address;
  if (addresses === undefined || entries === undefined || entriesEnd === undefined) return undefined;
  const count = Number(entriesEnd - entries) / orcEntrySizeBytes;
  return count > 0 ? { addresses, entries, count: Math.floor(count) } : undefined;
}

/** Entries of exceptions with an error code, by their names since 5.8 and before. */
const exceptionEntries = [
  'asm_exc_page_fault',
  'asm_exc_general_protection',
  'page_fault',
  'general_protection',
];

/**
 * The format in which the kernel's makers told, of the first instruction of an exception, what every release tells
 * of it: the cpu's frame lies above an error code. This needs neither the hash in .orc_header, which is absent before
 * 6.3.10 and in backports (RHEL 9.6), nor a release number.
 */
export function findOrcFormat(table: OrcCoverage['table'], symbols: Symbols): OrcFormat | undefined {
  for (const name of exceptionEntries) {
    const address = symbols.findByName(name)?.address;
    const format =
      address === undefined
        ? undefined
        : orcFormats.find((candidate) => isExceptionEntry(table.find(address, candidate)));
    if (format) return format;
  }
  return undefined;
}

function isExceptionEntry(entry: OrcEntry | undefined): boolean {
  return (
    entry?.type === 'regs-partial' &&
    entry.signal &&
    entry.spRegister === 'sp' &&
    entry.spOffset === 8 &&
    entry.bpRegister === 'undefined'
  );
}
