import type { Kernel } from '../core/kernel/kernel';
import type { KernelFiles } from '../core/kernel/sources/kernelFiles';
import { openKernel } from '../core/kernel/openKernel';
import { prepareTypes } from '../core/kernel/sources/prepareTypes';
import { CancellationSource, neverCancelled } from '../core/base/cancellation';
import { Progress } from './progress';
import { Waiting } from './waiting';

/** Opens a dump for one command, and says so when that takes long. */
export async function openDumpFile(path: string, files: KernelFiles = {}): Promise<Kernel> {
  const progress = new Progress('Searching memory for VMCOREINFO');
  try {
    return await openKernel(path, neverCancelled, progress.listener, files);
  } finally {
    progress.finish();
  }
}

/** The same for a command that needs the kernel's types; Ctrl-C ends the wait for gdb, where that has to tell them. */
export async function openDumpWithTypes(path: string, files: KernelFiles): Promise<Kernel> {
  const kernel = await openDumpFile(path, files);
  const source = new CancellationSource();
  const cancel = (): void => {
    source.cancel();
  };
  process.once('SIGINT', cancel);
  let waiting: Waiting | undefined;
  try {
    await prepareTypes(kernel, source, (vmlinux) => {
      waiting = new Waiting(`Reading the kernel's types from ${vmlinux} through gdb`);
    });
    return kernel;
  } catch (error) {
    kernel.dump.close();
    throw error;
  } finally {
    waiting?.finish();
    process.off('SIGINT', cancel);
  }
}
