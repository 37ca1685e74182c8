import type { KernelFiles } from '../core/kernel/sources/kernelFiles';

/** Of every command that needs symbols, types or source lines: where to find what the dump does not hold. */
export const fileOptions = {
  vmlinux: { type: 'string' },
  debuginfo: { type: 'string', multiple: true },
  'system-map': { type: 'string' },
} as const;

export function kernelFiles(values: {
  readonly vmlinux?: string | undefined;
  readonly debuginfo?: readonly string[] | undefined;
  readonly 'system-map'?: string | undefined;
}): KernelFiles {
  const { vmlinux, debuginfo = [], 'system-map': systemMap } = values;
  return { vmlinux, systemMap, debuginfoPaths: debuginfo };
}
