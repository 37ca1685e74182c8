import { VmcoreError } from '../base/errors';

export function unsupportedArchitecture(name: string, supported: readonly string[]): VmcoreError {
  return new VmcoreError(
    'unsupported-architecture',
    `This is the dump of a machine of architecture “${name}”; the page tables of ${listed(supported)} can be read.`,
    'Physical memory can be read all the same (vmcore read --phys); the kernel log and virtual addresses cannot.',
  );
}

export function pageTablesNotFound(architecture: string, needs: string): VmcoreError {
  return new VmcoreError(
    'page-tables-not-found',
    `The kernel's page tables (${architecture}) cannot be found: that takes ${needs}.`,
    'Physical memory can be read all the same (vmcore read --phys); a complete dump with VMCOREINFO has more.',
  );
}

/** a, b and c */
function listed(words: readonly string[]): string {
  return words.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}
