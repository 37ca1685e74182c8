import type { VirtualMemory } from '../arch/virtualMemory';
import { errorData } from '../base/errors';
import type { Problem } from '../base/problem';
import type { Vmcoreinfo } from '../dump/vmcoreinfo';
import type { Kernel } from '../kernel/kernel';
import type { KernelLog } from '../kernel/log';
import type { SymbolTable } from '../symbols/symbolTable';

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
  const problems = new Map<string, Problem>();
  const attempt = <Part>(open: () => Part): Part | undefined => {
    try {
      return open();
    } catch (error) {
      const { code, message, nextStep } = errorData(error);
      problems.set(code, { code, message: `${message} ${nextStep}` });
      return undefined;
    }
  };
  const parts = {
    vmcoreinfo: attempt(() => kernel.vmcoreinfo),
    memory: attempt(() => kernel.memory),
    symbols: attempt(() => kernel.symbols),
    log: attempt(() => kernel.log),
  };
  return { ...parts, problems: [...problems.values()] };
}
