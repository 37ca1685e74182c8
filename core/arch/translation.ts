import type { PhysicalAddress } from '../base/address';
import type { AbsenceReason } from '../dump/physicalMemory';

/** One entry that a page-table walk looked at. */
export interface WalkStep {
  /** The kernel's name of the level: PGD, P4D, PUD, PMD, PTE. */
  readonly level: string;
  readonly entryAddress: PhysicalAddress;
  readonly entry: bigint;
}

/** Where a virtual address leads. */
export interface Mapping {
  readonly kind: 'mapped';
  readonly physical: PhysicalAddress;
  /** Size of the page or block that holds the address. */
  readonly pageSizeBytes: number;
}

export type FaultReason =
  /** The unused upper bits of the address are neither all zero nor all one: no table is asked. */
  | 'not-canonical'
  /** The entry says that nothing is mapped. */
  | 'not-present'
  /** The entry has a form that the processor refuses. */
  | 'malformed-entry'
  /** This machine's page tables are not read, and the address is in none of its linear maps. */
  | 'not-translatable'
  /** The page that holds the table is missing from the dump: the address may or may not be mapped. */
  | 'table-unreadable';

/** Why a virtual address leads nowhere, and at which level of the tables. */
export interface Fault {
  readonly kind: 'fault';
  readonly reason: FaultReason;
  /** Its name; undefined where no table was asked. */
  readonly level?: string;
  readonly entry?: bigint;
  /** Why the table's page is missing, with reason `table-unreadable`. */
  readonly absence?: AbsenceReason;
  /** Size of the aligned range around the address that shares this fault, in bytes. */
  readonly coversSizeBytes: number;
}

export type Translation = Mapping | Fault;

/** One sentence for a person. */
export function describeFault(fault: Fault): string {
  const entry = `${fault.level ?? 'address'} entry 0x${(fault.entry ?? 0n).toString(16)}`;
  switch (fault.reason) {
    case 'not-canonical':
      return 'The address is not canonical.';
    case 'not-present':
      return fault.entry === undefined ? 'Nothing is mapped there.' : `Nothing is mapped there (${entry}).`;
    case 'not-translatable':
      return 'Page tables of this machine are not read, and the address is outside of its linear map.';
    case 'malformed-entry':
      return `The ${entry} is malformed.`;
    case 'table-unreadable':
      return `The page table (${fault.level ?? 'root'}) for it is missing from the dump (${fault.absence ?? 'unknown'}).`;
  }
}
