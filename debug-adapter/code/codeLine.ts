import type { VirtualAddress } from '../../core/base/address';
import type { MemoryOperand } from '../../core/disassembly/instruction';

/** One line of disassembled code: an instruction, or bytes that are none. */
export interface CodeLine {
  readonly address: VirtualAddress;
  /** Absent where the dump lacks them. */
  readonly bytes?: Uint8Array;
  readonly text: string;
  /** How the kernel names the place: `schedule+0x12`. */
  readonly symbol?: string;
  /** Where a direct jump or call leads. */
  readonly target?: bigint;
  /** What it accesses. */
  readonly memory?: MemoryOperand;
  /** Whether it is an instruction that can be executed there. */
  readonly isCode: boolean;
}
