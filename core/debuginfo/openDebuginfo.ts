import { dirname, resolve } from 'node:path';
import { VmcoreError } from '../base/errors';
import type { ByteSource } from '../dump/byteSource';
import { openFile } from '../dump/openFile';
import type { FindSectionAddress } from '../dwarf/debugSections';
import type { DwarfFile } from '../dwarf/dwarfFile';
import { hasDwarf, openDwarf, type AlternateLink } from '../dwarf/openDwarf';
import { debuginfoTrees, isRegularFile, pathByBuildId, type DebuginfoPlaces } from './debuginfoFolders';
import { readElfBuildId } from './elfBuildId';
import { separateDebuginfo } from './separateDebuginfo';

export interface DebuginfoOptions extends DebuginfoPlaces {
  /** Where the kernel put the sections of a module. */
  readonly findSectionAddress?: FindSectionAddress;
}

/**
 * The debuginfo in a file, with what dwz moved out of it where that is found; that of a stripped file from where it was
 * put. Undefined where there is none.
 * @throws VmcoreError when the file cannot be opened
 */
export function openDebuginfo(path: string, options: DebuginfoOptions = {}): DwarfFile | undefined {
  const source = openFile(path);
  const own = openOwn(source, options);
  if (own !== undefined) return own;
  try {
    for (const separate of separateDebuginfo(source, options)) {
      const found = openIfReadable(separate);
      const debuginfo = found && openOwn(found, options);
      if (debuginfo !== undefined) return debuginfo;
      found?.close();
    }
    return undefined;
  } finally {
    source.close();
  }
}

/** Undefined, and `source` still open, where it has none. */
function openOwn(source: ByteSource, options: DebuginfoOptions): DwarfFile | undefined {
  return openDwarf(source, {
    ...options,
    openAlternate: (link) => openAlternate(source.path, link, options),
  });
}

/** False for a file that cannot be read as well. */
export function hasDebuginfo(path: string): boolean {
  const source = openIfReadable(path);
  if (source === undefined) return false;
  try {
    return hasDwarf(source);
  } finally {
    source.close();
  }
}

/** The file that a link names, or the one with its build-id; another build would give wrong names. */
function openAlternate(path: string, link: AlternateLink, places: DebuginfoPlaces): ByteSource | undefined {
  const byBuildId = debuginfoTrees(places).flatMap((tree) => pathByBuildId(tree, link.buildId) ?? []);
  const named = resolve(dirname(path), link.path);
  const found = [named, ...byBuildId].find(
    (candidate) => isRegularFile(candidate) && readElfBuildId(candidate) === link.buildId,
  );
  return found === undefined ? undefined : openIfReadable(found);
}

function openIfReadable(path: string): ByteSource | undefined {
  try {
    return openFile(path);
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
