import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashKind } from '../../../core/protocol/verdict';
import { labFolder } from './cacheFolder';

export type DumpMaking =
  | 'qemu-elf'
  | 'qemu-kdump'
  | 'kdump-elf'
  | 'kdump-compressed'
  | 'kdump-flattened'
  | 'kdump-split'
  | 'kdump-elf-filtered'
  | 'cut-off';

/** The log of the same crash as a peer prints it. */
export interface LogReference {
  /** `console`: no peer opens the dump, but the crashed machine itself said all of its log on its console. */
  readonly tool: 'makedumpfile' | 'crash' | 'console';
  readonly logPath: string;
}

/** What the lab's module made a machine do (`crashModes`), for tests to hold against what is found in its dump. */
export interface CrashFacts {
  readonly mode: string;
  /** As the catalogue calls it. */
  readonly kernelName: string;
  readonly kind: CrashKind;
  /** Which one is to blame: one of several where the machine itself decides, none where nobody is. */
  readonly functions: readonly string[];
  readonly module?: string;
  /** The module that the machine loaded to crash. */
  readonly loaded?: string;
  /** A pattern: the pointer and the member that the fault came through. */
  readonly member?: string;
  /** A pattern; absent where any task may have been interrupted. */
  readonly comm?: string;
  /** What the machine said, the oops with its Call Trace in it. */
  readonly consolePath: string;
  /** What crash's `ps` and `foreach bt` print; absent where it does not know the kernel. */
  readonly crashSaysPath?: string;
  /** The module with its DWARF; absent where nobody kept it. */
  readonly moduleDebuginfo?: string;
}

/** One dump of the lab, as `index.json` lists it. */
export interface LabDump {
  readonly name: string;
  readonly path: string;
  /** All files of a split dump, `path` among them. */
  readonly parts?: readonly string[];
  /** What `uname -r` said in the machine that crashed. */
  readonly kernel: string;
  readonly arch: 'x86_64' | 'aarch64' | 'riscv64' | 'ppc64le';
  readonly how: DumpMaking;
  readonly pageTableLevels?: number;
  readonly pageSizeBytes: number;
  readonly memoryBytes: number;
  /** False for those that makedumpfile could not finish and those that were cut off. */
  readonly complete: boolean;
  /** An ELF dump of the very same memory with nothing left out, for peers that cannot read this one. */
  readonly elfPath?: string;
  /** The kernel with its debug information. */
  readonly vmlinux?: string;
  /** The kernel as it booted, where that is an ELF file with all symbols; it has no debug information. */
  readonly bootedPath?: string;
  readonly reference?: LogReference;
  /** What the stopped machine itself read at virtual addresses (`recordedReads`). */
  readonly readsPath?: string;
  /** Of the dumps that `crashDumps` gives. */
  readonly crash?: CrashFacts;
  /** Its page tables are not read: tests of all that dumps tell pass it by. */
  readonly isReadInPart?: true;
  /** Too large for tests of every dump. */
  readonly isLarge?: true;
}

export interface CrashedDump extends LabDump {
  readonly crash: CrashFacts;
}

export const indexPath = join(labFolder, 'index.json');

/** All that the lab has made on this machine so far. */
export function listedDumps(): readonly LabDump[] {
  if (!existsSync(indexPath)) return [];
  return (JSON.parse(readFileSync(indexPath, 'utf8')) as LabDump[]).filter(({ path }) => existsSync(path));
}

/** The dumps of every form, for tests of all that a dump can be; without the many of the crash module. */
export function labDumpsOfAllMachines(): readonly LabDump[] {
  return listedDumps().filter(({ crash, isLarge }) => crash === undefined && !isLarge);
}

/** Those of machines whose page tables are read, for tests of all that a dump can tell. */
export function labDumps(): readonly LabDump[] {
  return labDumpsOfAllMachines().filter(({ isReadInPart }) => !isReadInPart);
}

/** The dumps of machines that crashed in every way, all in one form. */
export function crashDumps(): readonly CrashedDump[] {
  return listedDumps().flatMap((dump) => (dump.crash ? [{ ...dump, crash: dump.crash }] : []));
}

/** @throws Error that says how to make the dump when this machine has none of that name. */
export function requireDump(name: string): LabDump {
  const dump = listedDumps().find((candidate) => candidate.name === name);
  if (!dump)
    throw new Error(`There is no dump “${name}” yet: run “node out/test/dumps/lab/main.js ${name}”.`);
  return dump;
}
