import type { CancellationToken } from '../../base/cancellation';
import { VmcoreError } from '../../base/errors';
import { hasDebuginfo } from '../../debuginfo/openDebuginfo';
import { fetchGdbTypes } from './gdbTypes';
import type { Kernel } from '../kernel';
import type { FoundVmlinux } from './kernelVmlinux';

/**
 * Where only gdb can tell a kernel's types, has it do so before they are needed, so that whoever waits can do other work
 * and cancel: `Kernel.types` itself waits in one piece. Any other failure is for `Kernel.types` to tell.
 * @param onWait called when gdb is about to be waited for, with the vmlinux that it reads
 * @throws VmcoreError `cancelled`
 */
export async function prepareTypes(
  kernel: Kernel,
  token: CancellationToken,
  onWait?: (vmlinuxPath: string) => void,
): Promise<void> {
  try {
    const vmlinux = findVmlinuxForGdb(kernel);
    if (!vmlinux) return;
    onWait?.(vmlinux.path);
    await fetchGdbTypes(vmlinux, token);
  } catch (error) {
    if (!(error instanceof VmcoreError) || error.code === 'cancelled') throw error;
  }
}

/**
 * The vmlinux whose DWARF is the only place that tells the kernel's types; undefined where they are at hand or nowhere.
 * @throws VmcoreError as `Kernel.memory` does
 */
export function findVmlinuxForGdb(
  kernel: Pick<Kernel, 'typesAtHand'>,
): Exclude<FoundVmlinux, { readonly whyNot: string }> | undefined {
  const { vmlinux } = kernel.typesAtHand;
  return vmlinux && !('whyNot' in vmlinux) && hasDebuginfo(vmlinux.path) ? vmlinux : undefined;
}
