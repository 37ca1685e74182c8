import { dirname, join } from 'node:path';
import {
  debuginfoTrees,
  isFileName,
  isRegularFile,
  pathByBuildId,
  type DebuginfoPlaces,
} from './debuginfoFolders';
import { readElfBuildId } from './elfBuildId';
import { hasDebuginfo } from './openDebuginfo';

/** What is known of the kernel whose vmlinux is wanted. */
export interface WantedVmlinux {
  readonly release: string | undefined;
  /** Hex digits. */
  readonly buildId: string | undefined;
  /** A vmlinux may lie beside the dump. */
  readonly dumpPath: string;
}

export type VmlinuxSearch =
  | { readonly kind: 'found'; readonly path: string; readonly buildId: string }
  | { readonly kind: 'missing'; readonly buildId?: string; readonly lookedIn: readonly string[] }
  | { readonly kind: 'mismatch'; readonly path: string; readonly wanted: string; readonly found: string };

/**
 * Looks where distributions put a kernel's debuginfo, in the person's own folders, and beside the dump for the vmlinux
 * with the wanted build-id; one that was stripped is taken only where no other has line numbers. Where the dump tells
 * no build-id (VMCOREINFO has it since 5.9), a file named after the release is taken.
 */
export function findVmlinux(wanted: WantedVmlinux, places: DebuginfoPlaces = {}): VmlinuxSearch {
  const candidates = candidatePaths(wanted, places);
  let mismatch: VmlinuxSearch | undefined;
  let stripped: VmlinuxSearch | undefined;
  for (const path of candidates) {
    if (!isRegularFile(path)) continue;
    const buildId = readElfBuildId(path);
    if (buildId === undefined) continue;
    if (isWanted(wanted, path, buildId)) {
      const found = { kind: 'found', path, buildId } as const;
      if (hasDebuginfo(path)) return found;
      stripped ??= found;
    } else if (wanted.buildId !== undefined) {
      mismatch ??= { kind: 'mismatch', path, wanted: wanted.buildId, found: buildId };
    }
  }
  const { buildId } = wanted;
  const missing = {
    kind: 'missing',
    ...(buildId !== undefined && { buildId }),
    lookedIn: candidates,
  } as const;
  return stripped ?? mismatch ?? missing;
}

function isWanted(wanted: WantedVmlinux, path: string, buildId: string): boolean {
  if (wanted.buildId !== undefined) return buildId === wanted.buildId;
  return wanted.release !== undefined && path.includes(wanted.release);
}

function candidatePaths({ release, buildId, dumpPath }: WantedVmlinux, places: DebuginfoPlaces): string[] {
  const { debuginfoPaths = [], root = '/' } = places;
  const trees = debuginfoTrees(places);
  const named = release === undefined || !isFileName(release) ? undefined : release;
  return [
    ...[dirname(dumpPath), ...debuginfoPaths].flatMap((folder) => inFolder(folder, named)),
    ...trees.flatMap((tree) => (buildId === undefined ? [] : (pathByBuildId(tree, buildId) ?? []))),
    ...trees.flatMap((tree) => (named === undefined ? [] : inTree(tree, named))),
    ...(named === undefined
      ? []
      : [join(root, 'lib/modules', named, 'build/vmlinux'), join(root, 'usr/lib/modules', named, 'vmlinux')]),
  ];
}

function inFolder(folder: string, release: string | undefined): string[] {
  const names = ['vmlinux', 'vmlinux.debug', ...(release === undefined ? [] : [`vmlinux-${release}`])];
  return names.map((name) => join(folder, name));
}

/** Debian's, openSUSE's before 15.3, then Fedora's and openSUSE's. */
function inTree(tree: string, release: string): string[] {
  return [
    join(tree, 'boot', `vmlinux-${release}`),
    join(tree, 'boot', `vmlinux-${release}.debug`),
    join(tree, 'lib/modules', release, 'vmlinux'),
    join(tree, 'usr/lib/modules', release, 'vmlinux'),
    join(tree, 'usr/lib/modules', release, 'vmlinux.debug'),
  ];
}
