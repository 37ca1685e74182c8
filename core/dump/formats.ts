import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';
import { isElfCore, openElf } from './elf';

/** What a format needs besides the file itself. */
export interface OpenContext {
  /** Other files beside this one, opened: a split set finds its parts among them. */
  readonly siblings: () => Iterable<ByteSource>;
  /** Opens what is wrapped inside another format. */
  readonly openInner: (source: ByteSource) => DumpImage;
}

export interface DumpFormat {
  readonly id: string;
  /** Judges by the first bytes alone; a file's name is never asked. */
  readonly probe: (head: Uint8Array) => boolean;
  readonly open: (source: ByteSource, context: OpenContext) => DumpImage;
}

/** Every format, the first that recognises the head wins. */
export const dumpFormats: readonly DumpFormat[] = [{ id: 'elf', probe: isElfCore, open: openElf }];

/** So much of a file is shown to `probe`. */
export const probeSizeBytes = 4096;
