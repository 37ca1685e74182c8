import type { Kernel } from '../core/kernel/kernel';
import type { KernelFiles } from '../core/kernel/kernelFiles';
import { openKernel } from '../core/kernel/openKernel';
import { neverCancelled } from '../core/base/cancellation';
import { Progress } from './progress';

/** Opens a dump for one command, and says so when that takes long. */
export async function openDumpFile(path: string, files: KernelFiles = {}): Promise<Kernel> {
  const progress = new Progress('Searching memory for VMCOREINFO');
  try {
    return await openKernel(path, neverCancelled, progress.listener, files);
  } finally {
    progress.finish();
  }
}
