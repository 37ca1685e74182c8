import { neverCancelled, type ProgressListener } from '../base/cancellation';
import { findVmcoreinfoInMemory } from '../dump/findVmcoreinfo';
import { openDump } from '../dump/openDump';
import { Kernel } from './kernel';
import type { KernelFiles } from './sources/kernelFiles';

/**
 * Opens the dump at `path` and what leads into its kernel. Costs headers alone, except for a dump whose file carries
 * no VMCOREINFO: its memory is searched, with progress in bytes.
 * @throws VmcoreError why the file cannot be opened, or `cancelled`
 */
export async function openKernel(
  path: string,
  token = neverCancelled,
  onProgress?: ProgressListener,
  files: KernelFiles = {},
): Promise<Kernel> {
  const dump = openDump(path);
  try {
    const vmcoreinfo = dump.vmcoreinfo ?? (await findVmcoreinfoInMemory(dump.memory, token, onProgress));
    return new Kernel(dump, vmcoreinfo, files);
  } catch (error) {
    dump.close();
    throw error;
  }
}
