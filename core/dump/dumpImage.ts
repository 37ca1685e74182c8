import type { Problem } from '../base/problem';
import type { ElfNote } from './elfNotes';
import type { LinearRange } from './linearRange';
import type { PhysicalMemory } from './physicalMemory';

/** How pages are stored; a dump can mix them. */
export type Compression = 'none' | 'zlib' | 'lzo' | 'snappy' | 'zstd';

/** What the file is, for the overview. */
export interface DumpFormatInfo {
  readonly id: 'elf' | 'kdump-compressed';
  /** For people: "ELF vmcore", "kdump-compressed (makedumpfile), header version 6". */
  readonly label: string;
  readonly headerVersion?: number;
  /** As the header promises; a page decides for itself. */
  readonly compression: Compression;
  /** makedumpfile's -d: 0–31, undefined where the format does not say. */
  readonly dumpLevel?: number;
  /** Stored in makedumpfile's flattened form. */
  readonly flattened: boolean;
  /** Files of a split set, in order; one entry for an ordinary dump. */
  readonly parts: readonly string[];
}

/** The machine that was dumped, from file headers alone. */
export interface DumpedMachine {
  /** The kernel's own name of the architecture: x86_64, aarch64, i686, ppc64le, s390x, riscv64 … */
  readonly name: string;
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
  /** undefined where only VMCOREINFO knows (ELF). */
  readonly pageSizeBytes?: number;
}

/** Whether everything is there that should be, in numbers. */
export interface Completeness {
  readonly complete: boolean;
  /** What the file should have been long, by its own tables; undefined where it cannot be known. */
  readonly expectedSizeBytes?: number;
  readonly actualSizeBytes: number;
  /** One sentence each, with numbers: "The file ends at 14.2 of 17.8 GiB." Empty when complete. */
  readonly missing: readonly string[];
}

/** An open dump: bytes by physical address, and what its headers say. Read-only, lazy, synchronous. */
export interface DumpImage {
  readonly path: string;
  readonly fileSizeBytes: number;
  readonly format: DumpFormatInfo;
  readonly machine: DumpedMachine;
  readonly memory: PhysicalMemory;
  readonly notes: readonly ElfNote[];
  /** VMCOREINFO as the file carries it (ELF note or kdump header), not parsed. */
  readonly vmcoreinfo?: Uint8Array;
  /** new_utsname of the kdump header. */
  readonly utsname?: { readonly release: string; readonly version: string; readonly nodename: string };
  /**
   * From the kdump header: what to add to an offset into the kernel image to have its physical address (x86's
   * phys_base). makedumpfile writes 0 where it does not know; VMCOREINFO is the better witness.
   */
  readonly physicalBase?: bigint;
  /** What the file itself says of virtual addresses (ELF). */
  readonly declaredRanges?: readonly LinearRange[];
  /** From the kdump header, seconds since 1970; VMCOREINFO's CRASHTIME is the better witness. */
  readonly headerTimeSeconds?: number;
  readonly completeness: Completeness;
  readonly problems: readonly Problem[];
  close(): void;
}
