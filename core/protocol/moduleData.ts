import type { Problem } from '../base/problem';
import type { TaintFlag } from './overview';

/** A loaded module; what the dump does not tell has no key. */
export interface ModuleData {
  readonly name: string;
  /** Of its struct module, hex. */
  readonly address: string;
  /** Where its code starts, hex. */
  readonly base?: string;
  readonly sizeBytes: number;
  /** live, coming, going or unformed. */
  readonly state?: string;
  readonly useCount?: number;
  /** Names of the modules that need it. */
  readonly usedBy: readonly string[];
  readonly taints: readonly TaintFlag[];
  readonly version?: string;
  readonly sourceVersion?: string;
  readonly buildId?: string;
  readonly parameters: readonly { readonly name: string; readonly value?: string }[];
}

export interface LoadedModulesData {
  /** The one loaded last first. */
  readonly modules: readonly ModuleData[];
  /** What could not be read, and why. */
  readonly problems: readonly Problem[];
}
