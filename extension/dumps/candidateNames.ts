/** Names that kdump, makedumpfile, libvirt, QEMU and people give dumps. What a file is, its content says. */
export const dumpNames: readonly string[] = [
  'vmcore*',
  '*.vmcore',
  '*.kdump',
  '*.flat',
  'dump',
  'dump.*',
  '*.dump',
  'core',
  'core.*',
  '*.core',
  '*.elf',
  // libvirt's automatic dumps: domain, id and time.
  '[0-9]*-*-20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9]:[0-9][0-9]:[0-9][0-9]',
];

/** For a workspace, which can hold anything. */
export const dumpNameGlob = `**/{${dumpNames.join(',')}}`;

/** Folders that hold nobody's dumps and very many files. */
const skippedFolders: readonly string[] = [
  'node_modules',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.cache',
];

/** Endings of what lies beside dumps, and of sources and documents about them. */
const otherEndings = new Set(
  (
    'txt log md rst html json yaml yml xml csv conf service gz xz bz2 zst lz4 zip tar tgz 7z png svg pdf ' +
    'c h o s py sh pl rs go js ts java mk diff patch spec po tex'
  ).split(' '),
);

/** In a folder that is named for its dumps every file may be one, whatever it is called, but these. */
export function isNamedOtherwise(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name)?.[1];
  return name.startsWith('.') || (ending !== undefined && otherEndings.has(ending.toLowerCase()));
}

export function isSkippedFolder(name: string): boolean {
  return skippedFolders.includes(name);
}

/**
 * What a search of the workspace leaves out: those folders, and what the person's own settings hide from searches.
 * Globs cannot be nested, so those of theirs that have alternatives themselves are left to `files.exclude`, which VS Code
 * applies by itself.
 */
export function excludeGlob(hidden: Readonly<Record<string, unknown>>): string {
  const theirs = Object.keys(hidden).filter((glob) => hidden[glob] === true && !/[{},]/.test(glob));
  return `{${[...skippedFolders.map((name) => `**/${name}/**`), ...theirs].join(',')}}`;
}
