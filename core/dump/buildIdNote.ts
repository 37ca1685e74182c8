import { parseElfNotes } from './elfNotes';

/** NT_GNU_BUILD_ID of include/uapi/linux/elf.h. */
const buildIdType = 3;

/** The build-id among the notes in `bytes`, as hex digits; undefined when none is there. */
export function findBuildIdNote(bytes: Uint8Array, littleEndian: boolean): string | undefined {
  const note = parseElfNotes(bytes, littleEndian).notes.find(
    ({ name, type, sizeBytes }) => name === 'GNU' && type === buildIdType && sizeBytes > 0,
  );
  return note && Buffer.from(note.description).toString('hex');
}
