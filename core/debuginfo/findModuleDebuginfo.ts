import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  debuginfoTrees,
  isFileName,
  isRegularFile,
  pathByBuildId,
  type DebuginfoPlaces,
} from './debuginfoFolders';
import { readElfBuildId } from './elfBuildId';
import { hasDebuginfo } from './openDebuginfo';

/** What is known of a loaded module whose debuginfo is wanted. */
export interface WantedModule {
  readonly name: string;
  /** Hex digits. */
  readonly buildId: string | undefined;
}

/** More files than any distribution builds for one kernel. */
const maxFilesOfTree = 50_000;

/**
 * Finds modules' debuginfo: by build-id, beside the dump, and among the modules of that release. A folder's modules
 * are listed when first needed.
 */
export class ModuleDebuginfoFinder {
  private readonly listings = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly kernel: { readonly release: string | undefined; readonly dumpPath: string },
    private readonly places: DebuginfoPlaces,
  ) {}

  /** The file's path; undefined where none is there, or none of the module's own build. */
  find({ name, buildId }: WantedModule): string | undefined {
    for (const path of this.candidates(name, buildId)) {
      if (!isRegularFile(path)) continue;
      // Nothing else tells builds of a module apart: without a build-id another one's lines could be shown.
      if (buildId !== undefined && readElfBuildId(path) === buildId && hasDebuginfo(path)) return path;
    }
    return undefined;
  }

  private *candidates(name: string, buildId: string | undefined): Generator<string> {
    const { debuginfoPaths = [], moduleFiles = [] } = this.places;
    yield* moduleFiles;
    const trees = debuginfoTrees(this.places);
    for (const tree of trees) {
      const path = buildId === undefined ? undefined : pathByBuildId(tree, buildId);
      if (path !== undefined) yield path;
    }
    if (!isFileName(name)) return;
    for (const folder of [dirname(this.kernel.dumpPath), ...debuginfoPaths]) {
      for (const file of fileNames(name)) yield join(folder, file);
    }
    for (const folder of this.moduleFolders(trees)) {
      const path = this.listing(folder).get(name);
      if (path !== undefined) yield path;
    }
  }

  private moduleFolders(trees: readonly string[]): readonly string[] {
    const { release } = this.kernel;
    const { root = '/' } = this.places;
    if (release === undefined || !isFileName(release)) return [];
    return [...trees, root].flatMap((tree) => [
      join(tree, 'lib/modules', release),
      join(tree, 'usr/lib/modules', release),
    ]);
  }

  private listing(folder: string): ReadonlyMap<string, string> {
    let known = this.listings.get(folder);
    if (known === undefined) this.listings.set(folder, (known = listModules(folder)));
    return known;
  }
}

/** The kernel calls a module foo_bar whose file is called foo-bar.ko. */
function fileNames(name: string): readonly string[] {
  return [name, name.replaceAll('_', '-')].flatMap((stem) => [`${stem}.ko.debug`, `${stem}.ko`]);
}

/** Module files by the names that the kernel gives them. Links are not followed: `build` leads to the whole source. */
function listModules(folder: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  const pending = [folder];
  for (let files = 0; files < maxFilesOfTree;) {
    const next = pending.pop();
    if (next === undefined) break;
    for (const entry of entriesOf(next)) {
      files += 1;
      if (entry.isDirectory()) pending.push(join(next, entry.name));
      else if (/\.ko(\.debug)?$/.test(entry.name))
        modules.set(moduleName(entry.name), join(next, entry.name));
    }
  }
  return modules;
}

function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch {
    // Not there, or not for this person to read: then it holds nothing that could be used.
    return [];
  }
}

const readFolder = (folder: string) => readdirSync(folder, { withFileTypes: true });

/** By what the kernel calls a module that was loaded from such a file. */
export function moduleName(file: string): string {
  return basename(file)
    .replace(/\.ko(\.debug)?$/, '')
    .replaceAll('-', '_');
}
