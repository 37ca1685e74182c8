import type { CodeRange } from './codeRanges';
import type { OrcTablePlace } from './orcTable';

/** What unwinding needs to know of a loaded module. */
export interface ModuleCode {
  readonly name: string;
  /** Its code; that of its init section, too, while it has not been freed. */
  readonly ranges: readonly CodeRange[];
  /** x86-64 alone. */
  readonly orc?: OrcTablePlace;
}
