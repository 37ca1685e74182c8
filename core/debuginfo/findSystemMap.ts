import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRegularFile } from './debuginfoFolders';

/** The first of the places where the symbols of a kernel's build are kept that has a file; all of them otherwise. */
export type SystemMapSearch =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly lookedIn: readonly string[] };

export function findSystemMap(release: string | undefined, dumpPath: string, root = '/'): SystemMapSearch {
  const beside = dirname(dumpPath);
  // A release is part of a path here: one with a slash in it comes from a damaged dump.
  const byRelease =
    release === undefined || release.includes('/')
      ? []
      : [
          join(beside, `System.map-${release}`),
          join(root, 'usr/lib/debug/boot', `System.map-${release}`),
          join(root, 'boot', `System.map-${release}`),
          join(root, 'lib/modules', release, 'System.map'),
          join(root, 'usr/lib/modules', release, 'System.map'),
        ];
  const lookedIn = [join(beside, 'System.map'), ...byRelease];
  const path = lookedIn.find(isMap);
  return path === undefined ? { kind: 'missing', lookedIn } : { kind: 'found', path };
}

/** Debian leaves a file of one line in /boot that only says where the true one is. */
const smallestSizeBytes = 4096;

function isMap(path: string): boolean {
  return isRegularFile(path) && statSync(path).size >= smallestSizeBytes;
}
