import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';

/** What opening a format may need besides the file itself. */
export interface OpenContext {
  /** Files beside this one, opened one by one: a split set finds its parts among them. */
  readonly siblings: () => Iterable<ByteSource>;
  /** Opens what is wrapped inside another format. */
  readonly openInner: (source: ByteSource) => DumpImage;
  /** The source is the inside of a flattened file. */
  readonly flattened: boolean;
}
