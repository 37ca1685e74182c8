import type { MachineFacts } from '../machineFacts';
import type { Target } from '../target';

/** Something that was looked at: what stood there, or why that cannot be told. */
export type Observation =
  | { readonly source: string; readonly text: string }
  | { readonly source: string; readonly failure: string; readonly missing: boolean };

/** A file with the time of its last change. */
export interface FileTime {
  readonly path: string;
  readonly changedMs: number;
}

/** What an attempt to reach the server of the dump target met; only made when a person asks for it. */
export interface ServerAnswer {
  /** "server.example.com:22" */
  readonly server: string;
  /** Why it cannot be reached; absent when it can. */
  readonly failure?: string;
}

/** Everything that was read to tell whether a machine would capture a crash dump. */
export interface MachineState {
  readonly facts: MachineFacts;
  /** The release of kdump whose rules hold. */
  readonly target: Target;
  /** /sys/kernel/kexec_crash_size, in bytes. */
  readonly crashSize: Observation;
  /** /sys/kernel/kexec_crash_loaded, "0" or "1". */
  readonly crashLoaded: Observation;
  /** /sys/kernel/fadump/registered, "0" or "1"; on POWER only. */
  readonly fadumpRegistered: Observation;
  /** /proc/cmdline */
  readonly commandLine: Observation;
  /** The lines of /proc/iomem about the crash kernel; addresses are zeros for all but root. */
  readonly reservedRanges: Observation;
  /** What `systemctl show` prints of kdump's services. */
  readonly services: Observation;
  /** /etc/kdump.conf, or what the distribution has in its place. */
  readonly configuration: Observation;
  /** The configuration files that are there. */
  readonly configurationFiles: readonly FileTime[];
  /** Files in the places where distributions keep the capture kernel's initramfs. */
  readonly captureImages: readonly FileTime[];
  /** The directories among those places that could not be listed. */
  readonly unlisted: readonly string[];
  /** Bytes free in the directory of dumps, where they go into one. */
  readonly room: Observation;
  readonly serverAnswer?: ServerAnswer;
}
