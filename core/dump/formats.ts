import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';
import { isElfCore, openElf } from './elf';
import { isFlattened, openFlattened } from './flattened';
import type { OpenContext } from './openContext';
import { openKdumpCompressed } from './kdumpCompressed';
import { isKdump } from './kdumpHeader';

export interface DumpFormat {
  readonly id: string;
  /** Judges by the first bytes alone; a file's name is never asked. */
  readonly probe: (head: Uint8Array) => boolean;
  readonly open: (source: ByteSource, context: OpenContext) => DumpImage;
}

/** Every format, the first that recognises the head wins. */
export const dumpFormats: readonly DumpFormat[] = [
  { id: 'flattened', probe: isFlattened, open: openFlattened },
  { id: 'kdump-compressed', probe: isKdump, open: openKdumpCompressed },
  { id: 'elf', probe: isElfCore, open: openElf },
];

/** So much of a file is shown to `probe`: little, because a flattened file may have its second piece far away. */
export const probeSizeBytes = 64;
