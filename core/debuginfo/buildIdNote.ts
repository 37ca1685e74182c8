import { StructView } from '../base/structView';

/** NT_GNU_BUILD_ID of include/uapi/linux/elf.h. */
const buildIdType = 3;
const headerSizeBytes = 12;

/** The build-id among the notes in `bytes`, as hex digits; undefined when none is there. */
export function findBuildIdNote(bytes: Uint8Array, littleEndian: boolean): string | undefined {
  const view = new StructView(bytes, littleEndian);
  let offset = 0;
  while (view.covers(offset, headerSizeBytes)) {
    const nameSize = view.u32(offset);
    const descriptionSize = view.u32(offset + 4);
    const nameAt = offset + headerSizeBytes;
    const descriptionAt = nameAt + roundUp(nameSize);
    if (!view.covers(descriptionAt, descriptionSize)) return undefined;
    if (
      view.u32(offset + 8) === buildIdType &&
      view.cString(nameAt, nameSize) === 'GNU' &&
      descriptionSize > 0
    ) {
      return Buffer.from(view.slice(descriptionAt, descriptionSize)).toString('hex');
    }
    offset = descriptionAt + roundUp(descriptionSize);
  }
  return undefined;
}

function roundUp(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 4) * 4;
}
