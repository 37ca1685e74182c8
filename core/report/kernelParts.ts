import type { VirtualMemory } from '../arch/virtualMemory';
import type { Problem } from '../base/problem';
import type { Vmcoreinfo } from '../dump/vmcoreinfo';
import type { Kernel } from '../kernel/kernel';
import type { KernelLog } from '../kernel/log/log';
import type { SymbolTable } from '../symbols/symbolTable';
import { Attempts } from '../base/attempts';

/** The parts of a kernel that the dump leads to; the reasons why others are missing are in `problems`. */
export interface KernelParts {
  readonly vmcoreinfo: Vmcoreinfo | undefined;
  readonly memory: VirtualMemory | undefined;
  readonly symbols: SymbolTable | undefined;
  readonly log: KernelLog | undefined;
  readonly problems: readonly Problem[];
}

/** Opens what can be opened: an overview of half a dump is better than none. */
export function openKernelParts(kernel: Kernel): KernelParts {
  const attempts = new Attempts();
  const parts = {
    vmcoreinfo: attempts.try(() => kernel.vmcoreinfo),
    memory: attempts.try(() => kernel.memory),
    symbols: attempts.try(() => kernel.symbols),
    log: attempts.try(() => kernel.log),
  };
  return { ...parts, problems: attempts.problems };
}
