import type { CancellationToken } from '../base/cancellation';
import { VmcoreError } from '../base/errors';
import { hasDebuginfo } from '../debuginfo/openDebuginfo';
import { fetchGdbTypes } from './gdbTypes';
import type { Kernel } from './kernel';
import type { TypesAtHand } from './typeSources';

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
    const { vmlinux }: Pick<TypesAtHand, 'vmlinux'> = kernel.typesAtHand;
    if (!vmlinux || 'whyNot' in vmlinux || !hasDebuginfo(vmlinux.path)) return;
    onWait?.(vmlinux.path);
    await fetchGdbTypes(vmlinux, token);
  } catch (error) {
    if (!(error instanceof VmcoreError) || error.code === 'cancelled') throw error;
  }
}
