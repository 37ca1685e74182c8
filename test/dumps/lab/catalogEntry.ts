import type { Kernel, KernelName } from './kernels';
import type { LabDump } from './labDump';

/** A dump that the lab knows how to make; making it again costs nothing. */
export interface CatalogEntry {
  readonly name: string;
  /** Made only when asked for. */
  readonly forBenchmark: boolean;
  make(): Promise<LabDump>;
}

/** Where crash is the peer; Debian keeps none of its oldest kernel's updates, and crash does not know the newest yet. */
export const withDebuginfo: ReadonlySet<KernelName> = new Set(['x86-5.10-main', 'x86-6.1', 'x86-6.12']);

export function entry(name: string, make: () => Promise<LabDump>, forBenchmark = false): CatalogEntry {
  return { name, make, forBenchmark };
}

/** As `uname -m` says. */
const kernelNames = { amd64: 'x86_64', arm64: 'aarch64', riscv64: 'riscv64', ppc64el: 'ppc64le' } as const;

type CommonFields = Pick<LabDump, 'name' | 'kernel' | 'arch' | 'pageSizeBytes' | 'memoryBytes' | 'complete'>;

export function commonFields(
  name: string,
  crashed: Kernel,
  { memoryBytes }: Pick<LabDump, 'memoryBytes'>,
): CommonFields {
  return {
    name,
    kernel: crashed.release,
    arch: kernelNames[crashed.architecture],
    pageSizeBytes: crashed.name.endsWith('-16k') ? 16384 : 4096,
    memoryBytes,
    complete: true,
  };
}
