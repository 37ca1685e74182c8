import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where this machine and its person keep debuginfo. */
export interface DebuginfoPlaces {
  /** Folders laid out like /usr/lib/debug, or with a vmlinux in them. */
  readonly debuginfoPaths?: readonly string[];
  /** Files of modules, whatever they are called. */
  readonly moduleFiles?: readonly string[];
  /** Of this machine's own files; tests have another. */
  readonly root?: string;
}

/** Folders laid out like /usr/lib/debug, the person's own first. */
export function debuginfoTrees({ debuginfoPaths = [], root = '/' }: DebuginfoPlaces): readonly string[] {
  return [...debuginfoPaths, join(root, 'usr/lib/debug')];
}

/** Where the file with that build-id is in a tree; undefined for what is no build-id, and no part of a path. */
export function pathByBuildId(tree: string, buildId: string): string | undefined {
  if (!/^[0-9a-f]{4,}$/.test(buildId)) return undefined;
  return join(tree, '.build-id', buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
}

/** A release is part of paths: one with a slash in it comes from a damaged dump. */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

/** Opening a FIFO of that name would wait for ever. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, a file in the place of one of its folders, or no right to look: a candidate that is none.
    return false;
  }
}

/** The trees that a vmlinux may be part of: `TREE/boot/vmlinux-RELEASE`, `TREE/lib/modules/RELEASE/vmlinux` … */
export function treesAround(vmlinuxPath: string): readonly string[] {
  const folder = dirname(vmlinuxPath);
  const [, tree] = /^(.*)\/(?:boot|(?:usr\/)?lib\/modules\/[^/]+)$/.exec(folder) ?? [];
  return tree === undefined ? [folder] : [tree];
}
