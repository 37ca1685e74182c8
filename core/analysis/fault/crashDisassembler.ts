import { VmcoreError } from '../../base/errors';
import type { AnalyzingDisassembler } from '../../disassembly/disassembler';
import { loadDisassembler } from '../../disassembly/loadDisassembler';
import type { Kernel } from '../../kernel/kernel';
import { readOops } from '../../kernel/oops/readOops';

/**
 * For `analyzeCrash`. Loading it takes longer than the analysis itself: it is left out where the log tells that no
 * exception came upon the kernel, so that there is no instruction to show.
 */
export async function loadCrashDisassembler(kernel: Kernel): Promise<AnalyzingDisassembler | undefined> {
  return isWithoutException(kernel) ? undefined : await loadDisassembler(kernel.dump.machine.name);
}

function isWithoutException(kernel: Kernel): boolean {
  try {
    const { log, panic } = kernel;
    return panic !== undefined && readOops(log, panic.logIndex).place === undefined;
  } catch (error) {
    if (error instanceof VmcoreError) return false;
    throw error;
  }
}
