import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readElfBuildId } from './elfBuildId';

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
 * Looks where distributions put a kernel's debuginfo, and beside the dump, for the vmlinux with the wanted build-id.
 * Where the dump tells no build-id (VMCOREINFO has it since 5.9), a file named after the release is taken.
 */
export function findVmlinux(wanted: WantedVmlinux, root = '/'): VmlinuxSearch {
  const candidates = candidatePaths(wanted, root);
  let mismatch: VmlinuxSearch | undefined;
  for (const path of candidates) {
    if (!isRegularFile(path)) continue;
    const buildId = readElfBuildId(path);
    if (buildId === undefined) continue;
    if (isWanted(wanted, path, buildId)) return { kind: 'found', path, buildId };
    if (wanted.buildId !== undefined) {
      mismatch ??= { kind: 'mismatch', path, wanted: wanted.buildId, found: buildId };
    }
  }
  const { buildId } = wanted;
  return mismatch ?? { kind: 'missing', ...(buildId !== undefined && { buildId }), lookedIn: candidates };
}

function isWanted(wanted: WantedVmlinux, path: string, buildId: string): boolean {
  if (wanted.buildId !== undefined) return buildId === wanted.buildId;
  return wanted.release !== undefined && path.includes(wanted.release);
}

function candidatePaths({ release, buildId, dumpPath }: WantedVmlinux, root: string): string[] {
  const debug = join(root, 'usr/lib/debug');
  const beside = dirname(dumpPath);
  const byBuildId =
    buildId === undefined ? [] : [join(debug, '.build-id', buildId.slice(0, 2), `${buildId.slice(2)}.debug`)];
  // A release is part of a path here: one with a slash in it comes from a damaged dump.
  const byRelease =
    release === undefined || release.includes('/')
      ? []
      : [
          join(beside, `vmlinux-${release}`),
          join(debug, 'boot', `vmlinux-${release}`),
          join(debug, 'lib/modules', release, 'vmlinux'),
          join(root, 'lib/modules', release, 'build/vmlinux'),
          join(root, 'usr/lib/modules', release, 'vmlinux'),
        ];
  return [join(beside, 'vmlinux'), join(beside, 'vmlinux.debug'), ...byBuildId, ...byRelease];
}

/** Opening a FIFO of that name would wait for ever. */
function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
