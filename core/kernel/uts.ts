import { virtualAddress } from '../base/address';
import { readWhole, type KernelMemory, type WordLayout } from './kernelMemory';
import type { KernelLayout } from './kernelLayout';

/** struct new_utsname of the first UTS namespace: what `uname -a` said. */
export interface Uts {
  readonly nodename: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

/** __NEW_UTS_LEN + 1 of include/uapi/linux/utsname.h: sysname, nodename, release, version, machine, domainname. */
const fieldSizeBytes = 65;

/** Undefined when VMCOREINFO does not name init_uts_ns, or the dump lacks it. */
export function readUts(memory: KernelMemory, layout: KernelLayout, words: WordLayout): Uts | undefined {
  const namespaceAt = layout.symbol('init_uts_ns');
  const nameAt = layout.offset('uts_namespace.name');
  // Before namespaces (2.6.18) the structure stood alone.
  const start =
    namespaceAt !== undefined && nameAt !== undefined
      ? namespaceAt + BigInt(nameAt)
      : layout.symbol('system_utsname');
  if (start === undefined) return undefined;
  const name = readWhole(memory, virtualAddress(start), fieldSizeBytes * 6, words);
  if (name?.cString(0, fieldSizeBytes) !== 'Linux') return undefined;
  const field = (index: number): string => name.cString(index * fieldSizeBytes, fieldSizeBytes);
  return { nodename: field(1), release: field(2), version: field(3), machine: field(4) };
}
