import type { Problem } from '../base/problem';

/** What is known of one task and its process beside its row in a list; what the dump does not tell has no key. */
export interface ProcessData {
  readonly task: string;
  readonly pid?: number;
  readonly comm?: string;
  readonly stateName?: string;
  /** PF_ flags, by name; what has none as one hex number. */
  readonly flags?: readonly string[];
  /** Since boot. */
  readonly startTimeSeconds?: number;
  /** Since 1970, where the dump tells when the machine was started. */
  readonly startedAtSeconds?: number;
  readonly runMs?: number;
  readonly userMs?: number;
  readonly systemMs?: number;
  /** Able to run, while another task had the cpu. */
  readonly waitedForCpuMs?: number;
  readonly voluntarySwitches?: number;
  readonly involuntarySwitches?: number;
  /** Path of the program that it executes; absent of a kernel thread. */
  readonly program?: string;
  readonly commandLine?: ProcessText;
  readonly environment?: ProcessText;
}

/** Texts that lie in a process's own memory. */
export interface ProcessText {
  readonly words: readonly string[];
  /** Why there is none, or no more. */
  readonly missing?: string;
}

/** What a task has open, and where it stands. */
export interface TaskFilesData {
  readonly root?: string;
  readonly workingDirectory?: string;
  readonly files: readonly OpenFileData[];
  readonly problems: readonly Problem[];
}

export interface OpenFileData {
  readonly descriptor: number;
  /** Of its struct file, hex. */
  readonly address: string;
  readonly kind?: string;
  readonly path?: string;
  readonly positionBytes?: number;
  /** O_ flags, hex. */
  readonly flags?: string;
}

/** Regions of a process's address space, a page of them. */
export interface TaskMemoryMapData {
  readonly total: number;
  readonly regions: readonly MemoryRegionData[];
  readonly problems: readonly Problem[];
}

export interface MemoryRegionData {
  /** Of its vm_area_struct, hex. */
  readonly address: string;
  /** The first address in it, hex. */
  readonly start: string;
  /** The first one behind it, hex. */
  readonly end: string;
  /** VM_ flags, hex. */
  readonly flags?: string;
  /** `rw-p`, as /proc/PID/maps shows it. */
  readonly access?: string;
  /** A path, or what the region is: `[heap]`, `[stack]`. */
  readonly name?: string;
  /** Where in the file the region begins. */
  readonly fileOffsetBytes?: number;
}
