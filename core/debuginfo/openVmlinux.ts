import { fileKind, fileKindSizeBytes } from '../dump/fileKind';
import { openFile } from '../dump/openFile';
import { readBytes } from '../dump/readBytes';
import type { DwarfFile } from '../dwarf/dwarfFile';
import type { DebuginfoPlaces } from './debuginfoFolders';
import { readElfBuildId } from './elfBuildId';
import { vmlinuxMismatch, vmlinuxUnreadable, vmlinuxWithoutDebuginfo, type KernelBuild } from './errors';
import { openDebuginfo } from './openDebuginfo';
import { readVmlinuxRelease } from './vmlinuxRelease';

/**
 * The debuginfo of a vmlinux that a person named.
 * @throws VmcoreError `vmlinux-mismatch` (of another build), `vmlinux-unreadable`, `vmlinux-without-debuginfo`, or why
 * it cannot be opened
 */
export function openVmlinux(path: string, wanted: KernelBuild, places: DebuginfoPlaces = {}): DwarfFile {
  const kind = kindOf(path);
  const buildId = readElfBuildId(path);
  if (buildId === undefined) throw vmlinuxUnreadable(path, kind);
  if (!isSameBuild(path, buildId, wanted)) {
    throw vmlinuxMismatch(path, { buildId, release: readVmlinuxRelease(path) }, wanted);
  }
  const debuginfo = openDebuginfo(path, places);
  if (debuginfo === undefined) throw vmlinuxWithoutDebuginfo(path);
  return debuginfo;
}

/** @throws VmcoreError why the file cannot be opened: what reads the build-id passes by what is not there */
function kindOf(path: string): string {
  const source = openFile(path);
  try {
    return fileKind(readBytes(source, 0, fileKindSizeBytes)).kind;
  } finally {
    source.close();
  }
}

/** A dump from before 5.9 tells no build-id: then the release decides, and where that is unknown, the person. */
function isSameBuild(path: string, buildId: string, wanted: KernelBuild): boolean {
  if (wanted.buildId !== undefined) return buildId === wanted.buildId;
  const release = wanted.release === undefined ? undefined : readVmlinuxRelease(path);
  return release === undefined || release === wanted.release;
}
