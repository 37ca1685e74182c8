import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';

/** Why the machine went down, as its log says it; undefined where the log does not, or cannot be read. */
export function panicLine(kernel: Kernel): string | undefined {
  try {
    return kernel.panic && visibleText(kernel.panic.message);
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
