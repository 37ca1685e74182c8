import { VmcoreError } from '../base/errors';
import type { ByteSource } from '../dump/byteSource';
import { elfHeaderSizeBytes, parseElfHeader } from '../dump/elfHeader';
import { readElfSections } from '../dump/elfSections';
import { openFile } from '../dump/openFile';
import { readBytes } from '../dump/readBytes';

/** A kernel's constants, of which linux_banner is one, take a few MiB. */
const maxConstantsSizeBytes = 64 * 1024 * 1024;
const banner = 'Linux version ';
const maxReleaseLength = 128;

/** The release of a vmlinux, by its banner; undefined where it has none or cannot be read. */
export function readVmlinuxRelease(path: string): string | undefined {
  let source: ByteSource | undefined;
  try {
    source = openFile(path);
    return findRelease(source);
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  } finally {
    source?.close();
  }
}

function findRelease(source: ByteSource): string | undefined {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  const sections = header ? readElfSections(source, header).sections : [];
  const constants = sections.find(({ name }) => name === '.rodata');
  if (constants === undefined || constants.sizeBytes > maxConstantsSizeBytes) return undefined;
  const bytes = Buffer.from(readBytes(source, constants.offset, constants.sizeBytes));
  const start = bytes.indexOf(banner);
  if (start < 0) return undefined;
  const text = bytes.toString('latin1', start + banner.length, start + banner.length + maxReleaseLength);
  return /^[\x21-\x7e]+(?= )/.exec(text)?.[0];
}
