import type { FileOffset } from '../base/address';

/**
 * Random access to the bytes of a dump, whatever they come from: a plain file, or the pieces of a flattened one in
 * their right order. Nothing is ever written.
 */
export interface ByteSource {
  /** The path a person knows the bytes by. */
  readonly path: string;
  /**
   * Size when opened; later reads may find less when the file was cut meanwhile. Asking a flattened file for it walks
   * through all its pieces: not on the way to the first page.
   */
  readonly sizeBytes: number;
  /** What the file takes on disk. */
  readonly fileSizeBytes: number;
  /** What the source itself knows to be missing, one sentence; found when asked for. */
  readonly shortage?: string | undefined;
  /**
   * Copies bytes at `offset` into the start of `into` and returns how many there were; fewer than asked only
   * where the source ends, or where a flattened file lacks a piece.
   * @throws VmcoreError `read-failed` when the operating system refuses the read.
   */
  read(into: Uint8Array, offset: FileOffset): number;
  close(): void;
}
