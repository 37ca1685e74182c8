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

/** Programs that leave the packed file where it is. */
const unpackers: Readonly<Record<string, string>> = {
  'a gzip file': 'gzip -dk',
  'an xz file': 'xz -dk',
  'a bzip2 file': 'bzip2 -dk',
  'a zstd file': 'zstd -d',
  'an lz4 file': 'lz4 -d',
};

/** @param kind what the file looks like: “an xz file” */
export function vmlinuxUnreadable(path: string, kind: string): VmcoreError {
  const unpack = Object.hasOwn(unpackers, kind) ? unpackers[kind] : undefined;
  return new VmcoreError(
    'vmlinux-unreadable',
    `${path} is ${kind}, not an ELF file with a build-id.`,
    unpack === undefined
      ? 'Give the vmlinux of the debuginfo package; vmlinuz, bzImage and Image are bootable forms of it without debuginfo.'
      : `Unpack it ("${unpack} ${path}") and give the file that was in it.`,
  );
}

export function vmlinuxWithoutDebuginfo(path: string): VmcoreError {
  return new VmcoreError(
    'vmlinux-without-debuginfo',
    `${path} has no line numbers: its debuginfo was stripped.`,
    'Install the debuginfo package of that kernel (linux-image-…-dbg, kernel-debuginfo) and give its vmlinux.',
  );
}

/** @param why what is wrong with it, as the second half of a sentence */
export function moduleFileUnfit(path: string, why: string): VmcoreError {
  return new VmcoreError(
    'module-file-unfit',
    `${path} is not used: ${why}.`,
    'Give the debug information of the modules that this kernel had loaded, of the same build.',
  );
}

function buildText({ buildId, release }: KernelBuild): string {
  return `release ${release ?? 'unknown'}, build-id ${buildId ?? 'unknown'}`;
}
