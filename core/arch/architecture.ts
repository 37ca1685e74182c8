import type { PhysicalAddress, VirtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import type { DumpImage } from '../dump/dumpImage';
import type { LinearRange } from '../dump/linearRange';
import type { Vmcoreinfo } from '../dump/vmcoreinfo';
import type { Translation, WalkStep } from './translation';

/** What address translation and kallsyms ask of VMCOREINFO. */
export type KernelNumbers = Pick<Vmcoreinfo, 'release' | 'symbol' | 'number' | 'text' | 'pageSizeBytes'>;

/** All that a translator is made from: an open dump and its VMCOREINFO. */
export interface TranslatorContext extends Pick<DumpImage, 'machine' | 'memory' | 'notes'> {
  readonly vmcoreinfo: KernelNumbers;
  /** DumpImage.physicalBase: for kernels before 4.10, whose VMCOREINFO lacks it. */
  readonly physicalBase?: bigint | undefined;
  /** DumpImage.declaredRanges: for machines whose page tables are not read. */
  readonly declaredRanges?: readonly LinearRange[] | undefined;
}

/** Turns virtual addresses of one dumped machine into physical ones. */
export interface Translator {
  /** The smallest page, in bytes. */
  readonly pageSizeBytes: number;
  /** How many levels of page tables the machine uses; 0 where they are not read. */
  readonly levels: number;
  /** The root of the kernel's own page tables. */
  readonly kernelRoot: PhysicalAddress;
  /** The bit that marks encrypted memory in page-table entries (AMD SME and SEV), 0 without encryption. */
  readonly memoryEncryptionMask: bigint;
  /** What could not be made sure of. */
  readonly problems: readonly Problem[];
  /**
   * @param root of another address space; the kernel's when left out
   * @param steps gets every entry that was looked at
   */
  translate(address: VirtualAddress, root?: PhysicalAddress, steps?: WalkStep[]): Translation;
  /** The address behind a pointer as kernel code keeps it: without a signature or a tag in its unused bits. */
  stripPointer(pointer: bigint): VirtualAddress;
}

/** One file an architecture; `architectures.ts` lists them. */
export interface Architecture {
  /** As in DumpedMachine.name. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** Page sizes the kernel can be built for, in bytes, the usual one first. */
  readonly pageSizesBytes: readonly number[];
  /** What has to be in the dump to lead to the kernel's page tables, for the error that it is not. */
  readonly needs: string;
  /** undefined when nothing in the dump leads to the kernel's page tables. */
  findTranslator(context: TranslatorContext): Translator | undefined;
}
