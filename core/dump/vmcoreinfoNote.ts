import type { ElfNote } from './elfNotes';

/** The kernel gives it one page (VMCOREINFO_BYTES); anything far beyond is not it. */
export const maxVmcoreinfoSizeBytes = 1024 * 1024;

/** The payload of the VMCOREINFO note, where there is one with something in it. */
export function vmcoreinfoOf(notes: readonly ElfNote[]): { readonly vmcoreinfo?: Uint8Array } {
  const note = notes.find(
    ({ name, sizeBytes }) => name === 'VMCOREINFO' && sizeBytes > 0 && sizeBytes <= maxVmcoreinfoSizeBytes,
  );
  return note === undefined ? {} : { vmcoreinfo: note.description };
}
