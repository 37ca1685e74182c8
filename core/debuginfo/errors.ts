import { VmcoreError } from '../base/errors';

/** What tells one build of a kernel from another. */
export interface KernelBuild {
  readonly buildId: string | undefined;
  readonly release: string | undefined;
}

export function vmlinuxMismatch(path: string, found: KernelBuild, wanted: KernelBuild): VmcoreError {
  return new VmcoreError(
    'vmlinux-mismatch',
    `${path} is of another build (${buildText(found)}) than the kernel in the dump (${buildText(wanted)}).`,
    'Give the vmlinux of the same build: the debuginfo package of exactly that release.',
  );
}

export function vmlinuxUnreadable(path: string): VmcoreError {
  return new VmcoreError(
    'vmlinux-unreadable',
    `${path} is no ELF file with a build-id.`,
    'Give an uncompressed vmlinux; vmlinuz, bzImage and Image are bootable forms of it without debuginfo.',
  );
}

export function vmlinuxWithoutDebuginfo(path: string): VmcoreError {
  return new VmcoreError(
    'vmlinux-without-debuginfo',
    `${path} has no line numbers: its debuginfo was stripped.`,
    'Install the debuginfo package of that kernel (linux-image-…-dbg, kernel-debuginfo) and give its vmlinux.',
  );
}

function buildText({ buildId, release }: KernelBuild): string {
  return `release ${release ?? 'unknown'}, build-id ${buildId ?? 'unknown'}`;
}
