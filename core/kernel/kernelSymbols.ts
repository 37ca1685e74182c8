import type { VirtualAddress } from '../base/address';

/** Addresses of kernel symbols, wherever they were found. */
export interface KernelSymbols {
  findByName(name: string): VirtualAddress | undefined;
}
