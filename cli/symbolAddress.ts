import type { Kernel } from '../core/kernel/kernel';
import { symbolNotFound } from './errors';

/** @throws VmcoreError `symbols-not-found` or `symbol-not-found` */
export function symbolAddress(kernel: Kernel, name: string): bigint {
  const inVmcoreinfo = kernel.vmcoreinfo.symbol(name);
  if (inVmcoreinfo !== undefined) return inVmcoreinfo;
  const symbol = kernel.symbolTable.findByName(name);
  if (!symbol) throw symbolNotFound(name);
  return symbol.address;
}
