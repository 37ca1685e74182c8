import type { KernelFiles } from '../core/kernel/kernelFiles';

/** Of every command that needs symbols: files that nothing else leads to. */
export const fileOptions = {
  vmlinux: { type: 'string' },
  'system-map': { type: 'string' },
} as const;

export function kernelFiles(values: {
  readonly vmlinux?: string | undefined;
  readonly 'system-map'?: string | undefined;
}): KernelFiles {
  return { vmlinux: values.vmlinux, systemMap: values['system-map'] };
}
