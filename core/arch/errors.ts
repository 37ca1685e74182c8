import { VmcoreError } from '../base/errors';

export function unsupportedArchitecture(name: string, supported: readonly string[]): VmcoreError {
  return new VmcoreError(
    'unsupported-architecture',
    `This is the dump of a machine of architecture “${name}”; the page tables of ${listed(supported)} can be read, and nothing else tells where its virtual addresses lead.`,
    'Physical memory can be read all the same (vmcore read --phys); an ELF dump that the kernel itself wrote (a copy of /proc/vmcore) says where its memory is mapped.',
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
