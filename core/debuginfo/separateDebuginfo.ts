import { dirname, join } from 'node:path';
import type { ByteSource } from '../dump/byteSource';
import { elfHeaderSizeBytes, parseElfHeader } from '../dump/elfHeader';
import { readElfSections } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import {
  debuginfoTrees,
  isFileName,
  isRegularFile,
  pathByBuildId,
  type DebuginfoPlaces,
} from './debuginfoFolders';
import { readElfBuildId } from './elfBuildId';

/** A file name, a NUL, and a checksum. */
const maxLinkSizeBytes = 4096;

/** The name in .gnu_debuglink, which `objcopy --add-gnu-debuglink` leaves in a stripped file; undefined without one. */
function readDebuglink(source: ByteSource): string | undefined {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  const sections = header ? readElfSections(source, header).sections : [];
  const link = sections.find(({ name }) => name === '.gnu_debuglink');
  if (link === undefined || link.sizeBytes > maxLinkSizeBytes) return undefined;
  const bytes = Buffer.from(readBytes(source, link.offset, link.sizeBytes));
  const name = bytes.toString('utf8', 0, Math.max(0, bytes.indexOf(0)));
  return isFileName(name) ? name : undefined;
}

/**
 * Where the debuginfo of a stripped file may have been put: where gdb looks by .gnu_debuglink, and by build-id. Only
 * files of the same build are told of: the build-id says so better than the link's checksum, which takes the whole file.
 */
export function* separateDebuginfo(
  source: ByteSource,
  places: DebuginfoPlaces,
): Generator<string, undefined> {
  const { path } = source;
  const buildId = readElfBuildId(path);
  if (buildId === undefined) return;
  const link = readDebuglink(source);
  const folder = dirname(path);
  const trees = debuginfoTrees(places);
  const linked =
    link === undefined
      ? []
      : [folder, join(folder, '.debug'), ...trees.map((tree) => join(tree, folder))].map((place) =>
          join(place, link),
        );
  const candidates = [
    ...linked,
    `${path}.debug`,
    ...trees.flatMap((tree) => pathByBuildId(tree, buildId) ?? []),
  ];
  for (const candidate of candidates)
    if (candidate !== path && isRegularFile(candidate) && readElfBuildId(candidate) === buildId)
      yield candidate;
}
