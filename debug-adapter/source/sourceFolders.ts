import { realpathSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';

/** Deeper than any file of the kernel. */
const maxFolders = 40;

/**
 * Finds source files on this machine. Only folders that the person named are looked into: what debuginfo says is a path
 * of the machine that built the kernel, and may say anything.
 */
export class SourceFolders {
  private readonly known = new Map<string, string | undefined>();
  private readonly rules: readonly (readonly [from: string, to: string])[];

  /**
   * @param map folders on this machine, by how the paths of debuginfo begin; by `""` a folder with the kernel's
   * sources, for all paths
   */
  constructor(map: Readonly<Record<string, string>>) {
    this.rules = Object.entries(map).sort(([one], [other]) => other.length - one.length);
  }

  /** Undefined where no such file is inside of the folders. */
  find(file: string): string | undefined {
    if (!this.known.has(file)) this.known.set(file, this.search(file));
    return this.known.get(file);
  }

  private search(file: string): string | undefined {
    for (const [from, to] of this.rules) {
      const rests = from === '' ? tails(file) : file.startsWith(from) ? [file.slice(from.length)] : [];
      for (const rest of rests) {
        const found = insideFolder(to, rest);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

/** `debian/build/kernel/panic.c`, `build/kernel/panic.c`, `kernel/panic.c`: a file's own folder is always kept. */
function tails(file: string): readonly string[] {
  const parts = normalize(file)
    .split('/')
    .filter((part) => part !== '');
  const count = Math.min(Math.max(parts.length - 1, 1), maxFolders);
  return Array.from({ length: count }, (_, index) => parts.slice(index).join('/'));
}

/** The file itself, after all links: one that leads out of the folder is none. */
function insideFolder(folder: string, rest: string): string | undefined {
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, rest));
    return path.startsWith(root + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    // No such folder or file, or no right to look.
    return undefined;
  }
}
