import type { Kernel } from '../core/kernel/kernel';
import type { KernelFiles } from '../core/kernel/sources/kernelFiles';
import { SourceLines } from '../core/report/stacks/sourceLines';
import { writeNotice } from './output';

/** Runs one command with the source lines of what debuginfo there is, and says what is wrong with that. */
export function withSourceLines<Result>(
  kernel: Kernel,
  files: KernelFiles,
  use: (source: SourceLines) => Result,
): Result {
  const source = SourceLines.open(kernel, { ...files, vmlinuxPath: files.vmlinux });
  try {
    return use(source);
  } finally {
    for (const { message } of source.problems) writeNotice(message);
    source.close();
  }
}
