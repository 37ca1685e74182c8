import { physicalAddress, type PhysicalAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { PhysicalMemory } from '../dump/physicalMemory';
import type { Fault, Translation, WalkStep } from './translation';

/** One level of a page-table tree. */
export interface PageTableLevel {
  readonly name: string;
  /** The lowest address bit that chooses the entry; an entry covers 2^shift bytes. */
  readonly shift: number;
  /** How many address bits choose the entry. */
  readonly indexBits: number;
}

/** What one entry says. */
export type DecodedEntry =
  | { readonly kind: 'table'; readonly address: bigint }
  /** `shift` where the page is larger than those of its level. */
  | { readonly kind: 'page'; readonly address: bigint; readonly shift?: number }
  | { readonly kind: 'not-present' }
  | { readonly kind: 'malformed-entry' };

/** How an architecture lays its page tables out: all that the walk needs to know about it. */
export interface PageTableFormat {
  /** Root first. The walk ends after the last one, whatever the entries say. */
  readonly levels: readonly PageTableLevel[];
  readonly entrySizeBytes: 4 | 8;
  readonly littleEndian: boolean;
  /** The bits above these must be all zero or all one for an address to be canonical. */
  readonly addressBits: number;
  decode(entry: bigint, level: PageTableLevel, isLastLevel: boolean): DecodedEntry;
}

/** Walks page tables in a dump's physical memory. */
export class PageTableWalk {
  private readonly buffer: Uint8Array;
  private readonly view: StructView;

  constructor(
    readonly format: PageTableFormat,
    private readonly memory: PhysicalMemory,
  ) {
    this.buffer = new Uint8Array(format.entrySizeBytes);
    this.view = new StructView(this.buffer, format.littleEndian, format.entrySizeBytes);
  }

  /** Follows `address` from the table at `root`; every entry looked at is added to `steps` when given. */
  translate(address: bigint, root: PhysicalAddress, steps?: WalkStep[]): Translation {
    const { levels, entrySizeBytes } = this.format;
    if (!isCanonical(this.format, address)) {
      return { kind: 'fault', reason: 'not-canonical', coversSizeBytes: 2 ** this.format.addressBits };
    }
    let table: bigint = root;
    for (const [depth, level] of levels.entries()) {
      const index = (address >> BigInt(level.shift)) & ((1n << BigInt(level.indexBits)) - 1n);
      const entryAddress = physicalAddress(table + index * BigInt(entrySizeBytes));
      const [gap] = this.memory.read(entryAddress, this.buffer);
      if (gap) return faultAt(level, 'table-unreadable', { absence: gap.reason });
      const entry = this.view.word(0);
      steps?.push({ level: level.name, entryAddress, entry });

      const decoded = this.format.decode(entry, level, depth === levels.length - 1);
      if (decoded.kind === 'page') return mapping(address, decoded.address, decoded.shift ?? level.shift);
      if (decoded.kind !== 'table') return faultAt(level, decoded.kind, { entry });
      table = decoded.address;
    }
    return { kind: 'fault', reason: 'malformed-entry', coversSizeBytes: smallestPage(this.format) };
  }
}

export function isCanonical({ addressBits }: PageTableFormat, address: bigint): boolean {
  const upper = address >> BigInt(addressBits);
  return upper === 0n || upper === (1n << BigInt(64 - addressBits)) - 1n;
}

function mapping(address: bigint, page: bigint, shift: number): Translation {
  const pageSizeBytes = 2 ** shift;
  const physical = physicalAddress(page + (address & (BigInt(pageSizeBytes) - 1n)));
  return { kind: 'mapped', physical, pageSizeBytes };
}

function faultAt(
  level: PageTableLevel,
  reason: Fault['reason'],
  detail: Pick<Fault, 'entry' | 'absence'>,
): Fault {
  return { kind: 'fault', reason, level: level.name, coversSizeBytes: 2 ** level.shift, ...detail };
}

/** Pages of the last level, in bytes. */
export function smallestPage(format: PageTableFormat): number {
  return 2 ** (format.levels.at(-1)?.shift ?? 12);
}
