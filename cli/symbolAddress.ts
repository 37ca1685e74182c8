import type { Kernel } from '../core/kernel/kernel';
import { symbolNotFound, symbolsMissing } from './errors';

/** @throws VmcoreError `symbols-missing` or `symbol-not-found` */
export function symbolAddress(kernel: Kernel, name: string): bigint {
  const inVmcoreinfo = kernel.vmcoreinfo.symbol(name);
  if (inVmcoreinfo !== undefined) return inVmcoreinfo;
  const { symbols } = kernel;
  if (!symbols) throw symbolsMissing(name);
  const symbol = symbols.findByName(name);
  if (!symbol) throw symbolNotFound(name);
  return symbol.address;
}
