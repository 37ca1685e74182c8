import { VmcoreError } from '../base/errors';

export function unwindUnsupported(machine: string): VmcoreError {
  return new VmcoreError(
    'unwind-unsupported',
    `Stacks of ${machine} machines cannot be unwound yet; x86-64, arm64 and riscv64 can.`,
    'crash with a matching vmlinux shows them: crash vmlinux vmcore, then bt.',
  );
}

export function orcNotFound(): VmcoreError {
  return new VmcoreError(
    'orc-not-found',
    "The dump does not lead to the kernel's unwind tables: no symbols name them, or the kernel was built without CONFIG_UNWINDER_ORC.",
    'crash with a matching vmlinux shows backtraces all the same, with stale frames among them.',
  );
}

/** `layout` as C names it: struct task_struct.thread.sp. */
export function taskLayoutMissing(layout: string): VmcoreError {
  return new VmcoreError(
    'task-layout-missing',
    `The dump does not tell where ${layout} is: it holds no type information (BTF), or not that type.`,
    'Stacks of running tasks can still be shown by cpu.',
  );
}
