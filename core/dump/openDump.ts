import type { VmcoreError } from '../base/errors';
import { BlockCache } from './blockCache';
import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';
import * as errors from './errors';
import { fileKind, fileKindSizeBytes } from './fileKind';
import { dumpFormats, probeSizeBytes } from './formats';
import { openFile } from './openFile';
import { readBytes } from './readBytes';
import { openSiblingFiles } from './siblingFiles';

/**
 * Opens the dump at `path`, whatever its format. Only headers are read: opening costs the same for every machine.
 * @throws VmcoreError with one of the codes of errors.ts
 */
export function openDump(path: string): DumpImage {
  const source = new BlockCache(openFile(path));
  try {
    return openSource(source, () => openSiblingFiles(path));
  } catch (error) {
    source.close();
    throw error;
  }
}

/** Opens a dump from bytes that are already at hand; closing the image closes them. */
export function openSource(
  source: ByteSource,
  siblings: () => Iterable<ByteSource> = () => [],
  flattened = false,
): DumpImage {
  const head = readBytes(source, 0, probeSizeBytes);
  const format = dumpFormats.find(({ id, probe }) => probe(head) && !(flattened && id === 'flattened'));
  if (format === undefined) throw notADump(source);
  return format.open(source, {
    siblings,
    flattened,
    openInner: (inner) => openSource(inner, siblings, true),
  });
}

function notADump(source: ByteSource): VmcoreError {
  const { kind, nextStep } = fileKind(readBytes(source, 0, fileKindSizeBytes));
  return errors.notADump(source.path, kind, nextStep);
}
