import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** One dump of the lab, as `index.json` lists it. */
export interface LabDump {
  readonly name: string;
  readonly path: string;
  /** All files of a split dump, `path` among them. */
  readonly parts?: readonly string[];
  /** What `uname -r` said in the machine that crashed. */
  readonly kernel: string;
  readonly arch: 'x86_64' | 'aarch64';
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
  readonly reference?: LogReference;
  /** What the stopped machine itself read at virtual addresses (`recordedReads`). */
  readonly readsPath?: string;
}

export const indexPath = join(labFolder, 'index.json');

/** The dumps that the lab has made on this machine so far. */
export function labDumps(): readonly LabDump[] {
  if (!existsSync(indexPath)) return [];
  return (JSON.parse(readFileSync(indexPath, 'utf8')) as LabDump[]).filter(({ path }) => existsSync(path));
}

/** @throws Error that says how to make the dump when this machine has none of that name. */
export function requireDump(name: string): LabDump {
  const dump = labDumps().find((candidate) => candidate.name === name);
  if (!dump)
    throw new Error(`There is no dump “${name}” yet: run “node out/test/dumps/lab/main.js ${name}”.`);
  return dump;
}
