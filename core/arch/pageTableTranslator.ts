import { virtualAddress, type PhysicalAddress, type VirtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import type { PhysicalMemory } from '../dump/physicalMemory';
import type { Translator } from './architecture';
import { PageTableWalk, smallestPage, type PageTableFormat } from './pageTableWalk';
import type { Translation, WalkStep } from './translation';

/** The addresses of processes, and those of the kernel. */
const halfSizeBytes = 2 ** 63;

/** One way in which the dumped machine may have translated addresses. */
export interface TranslationScheme {
  readonly format: PageTableFormat;
  readonly kernelRoot: PhysicalAddress;
  readonly memoryEncryptionMask: bigint;
  /**
   * Whether the upper half of the addresses always goes through the kernel's root and the lower half through a
   * process's (arm64's two base registers), rather than both through one.
   */
  readonly hasSeparateHalves: boolean;
  /**
   * The kernel's fixed mappings as a formula, for addresses whose page tables are missing from the dump;
   * undefined for an address outside of them.
   */
  readonly fixedMapping: ((address: VirtualAddress) => PhysicalAddress | undefined) | undefined;
  /** Left out where pointers carry nothing but an address. */
  readonly stripPointer?: (pointer: bigint) => VirtualAddress;
}

/** A translator that walks page tables, and falls back on the fixed mappings where a table is missing. */
export class PageTableTranslator implements Translator {
  readonly pageSizeBytes: number;
  readonly levels: number;
  readonly kernelRoot: PhysicalAddress;
  readonly memoryEncryptionMask: bigint;
  private readonly walk: PageTableWalk;

  constructor(
    private readonly scheme: TranslationScheme,
    memory: PhysicalMemory,
    readonly problems: readonly Problem[] = [],
  ) {
    this.walk = new PageTableWalk(scheme.format, memory);
    this.pageSizeBytes = smallestPage(scheme.format);
    this.levels = scheme.format.levels.length;
    this.kernelRoot = scheme.kernelRoot;
    this.memoryEncryptionMask = scheme.memoryEncryptionMask;
  }

  translate(address: VirtualAddress, root = this.kernelRoot, steps?: WalkStep[]): Translation {
    const base = this.scheme.hasSeparateHalves ? this.baseOfHalf(address, root) : root;
    if (base === undefined) {
      return { kind: 'fault', reason: 'not-present', coversSizeBytes: halfSizeBytes };
    }
    const translation = this.walk.translate(address, base, steps);
    if (translation.kind === 'mapped' || translation.reason !== 'table-unreadable') return translation;
    const physical = this.scheme.fixedMapping?.(address);
    if (physical === undefined) return translation;
    return { kind: 'mapped', physical, pageSizeBytes: this.pageSizeBytes };
  }

  stripPointer(pointer: bigint): VirtualAddress {
    return this.scheme.stripPointer?.(pointer) ?? virtualAddress(pointer);
  }

  /** undefined: a process's address, and no process given. */
  private baseOfHalf(address: VirtualAddress, root: PhysicalAddress): PhysicalAddress | undefined {
    if (BigInt.asIntN(64, address) < 0n) return this.kernelRoot;
    return root === this.kernelRoot ? undefined : root;
  }
}
