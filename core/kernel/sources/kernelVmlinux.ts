import { isRegularFile } from '../../debuginfo/debuginfoFolders';
import { readElfBuildId } from '../../debuginfo/elfBuildId';
import { findVmlinux, type WantedVmlinux } from '../../debuginfo/findVmlinux';
import type { KernelFiles } from './kernelFiles';

export type FoundVmlinux =
  { readonly path: string; readonly buildId: string | undefined } | { readonly whyNot: string };

/** The vmlinux that the person named, else the one with the kernel's build-id. */
export function findKernelVmlinux({
  files,
  ...wanted
}: WantedVmlinux & { readonly files: KernelFiles }): FoundVmlinux {
  if (files.vmlinux !== undefined) {
    const path = files.vmlinux;
    // Opening a FIFO would wait for ever.
    if (!isRegularFile(path)) return { whyNot: `${path} is not there, or no regular file` };
    return { path, buildId: readElfBuildId(path) };
  }
  const search = findVmlinux(wanted, files);
  switch (search.kind) {
    case 'found':
      return search;
    case 'mismatch':
      return { whyNot: `${search.path} is of another build (${search.found})` };
    case 'missing':
      return { whyNot: `none is in the ${search.lookedIn.length} places that were looked in` };
  }
}
