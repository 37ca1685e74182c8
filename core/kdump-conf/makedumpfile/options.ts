/**
 * The options of makedumpfile, from its makedumpfile.c (getopt string and `longopts`) and print_info.c, 1.0 to 1.7.9.
 */
export interface MakedumpfileOption {
  /** "-d" or "--split": one of both, makedumpfile has no option with two names but --help. */
  readonly name: string;
  /** Placeholder of the argument; absent when the option takes none. */
  readonly argument?: string;
  readonly summary: string;
  /** Version of makedumpfile, "1.0" style. */
  readonly since: string;
  /** First version without it. */
  readonly removed?: string;
  /** Whether it makes sense after core_collector. */
  readonly use: 'usual' | 'special' | 'useless';
}

type Row = readonly [
  name: string,
  argument: string,
  since: string,
  use: MakedumpfileOption['use'],
  summary: string,
];

const rows: readonly Row[] = [
  ['-l', '', '1.4.4', 'usual', 'Compress each page with lzo: fast, the usual choice.'],
  ['-c', '', '1.0', 'usual', 'Compress each page with zlib: smaller and slower than lzo.'],
  ['-p', '', '1.5.1', 'usual', 'Compress each page with snappy, if makedumpfile was built with it.'],
  ['-z', '', '1.7.0', 'usual', 'Compress each page with zstd, if makedumpfile was built with it.'],
  [
    '-d',
    'level[,level…]',
    '1.0',
    'usual',
    'Leave out kinds of pages, a sum of bits; the next level is tried when space runs out.',
  ],
  [
    '--message-level',
    'level',
    '1.1.5',
    'usual',
    'Which messages to print, a sum of bits: 1 progress, 2 common, 4 error, 8 debug, 16 report.',
  ],
  ['-F', '', '1.1.0', 'usual', 'Write a flattened stream to standard output: for ssh and raw targets only.'],
  [
    '--num-threads',
    'count',
    '1.5.9',
    'usual',
    'Use several threads for compressing; not with -E or --split.',
  ],
  ['-E', '', '1.0', 'special', 'Write ELF instead of the compressed format; not together with compression.'],
  [
    '-L',
    'size',
    '1.7.0',
    'special',
    'Stop when the dump reaches this size; K, M, G and so on may follow the number.',
  ],
  ['-f', '', '1.1.5', 'special', 'Overwrite an existing file.'],
  ['-D', '', '1.0.8', 'special', 'Print debug messages.'],
  ['-b', 'order', '1.0', 'special', 'Cache 2^order pages when the bitmap is made; 4 is the default.'],
  ['-e', '', '1.6.0', 'special', 'Leave out unused vmemmap pages; needs --work-dir.'],
  ['-X', '', '1.1.5', 'special', 'Leave out the pages of Xen guests.'],
  ['-x', 'vmlinux', '1.0', 'special', 'Take symbols from this kernel file with debug information.'],
  ['-i', 'vmcoreinfo', '1.0', 'special', 'Take VMCOREINFO from this file; not together with -x.'],
  ['-g', 'vmcoreinfo', '1.0', 'useless', 'Makes a VMCOREINFO file instead of a dump.'],
  ['-R', '', '1.1.0', 'useless', 'Rebuilds a file from a flattened stream instead of making a dump.'],
  ['-h', '', '1.1.2', 'useless', 'Prints the help instead of making a dump.'],
  ['-v', '', '1.0', 'useless', 'Prints the version instead of making a dump.'],
  ['--cyclic-buffer', 'KiB', '1.5.0', 'special', 'Size of the buffer for the bitmap.'],
  ['--non-mmap', '', '1.5.5', 'special', 'Read /proc/vmcore without mapping it.'],
  ['--show-stats', '', '1.6.9', 'special', 'Print a report at the end.'],
  ['--dry-run', '', '1.6.9', 'useless', 'Does everything but writing the dump.'],
  ['--work-dir', 'directory', '1.5.9', 'special', 'Where temporary bitmap files go.'],
  ['--splitblock-size', 'KiB', '1.5.8', 'special', 'Block size for --split.'],
  ['--config', 'file', '1.4.0', 'special', 'Erase data named by this filter file; needs -x.'],
  ['--eppic', 'macro', '1.5.2', 'special', 'Erase data named by an eppic macro.'],
  ['--diskset', 'vmcore', '1.4.1', 'special', 'Names one disk of a sadump set.'],
  ['--xen-syms', 'file', '1.1.5', 'special', 'Take the symbols of the Xen hypervisor from this file.'],
  ['--xen-vmcoreinfo', 'file', '1.1.5', 'special', 'Take VMCOREINFO of the Xen hypervisor from this file.'],
  ['--xen_phys_start', 'address', '1.2.7', 'special', 'Physical start address of the Xen hypervisor.'],
  ['--vtop', 'address', '1.2.9', 'useless', 'Prints where a virtual address is in physical memory.'],
  ['--dump-dmesg', '', '1.3.2', 'special', 'Save the kernel log only.'],
  ['--partial-dmesg', '', '1.6.2', 'special', 'With --dump-dmesg: only what came after the last clear.'],
  ['--mem-usage', '', '1.5.7', 'useless', 'Prints how memory is used instead of making a dump.'],
  ['--split', '', '1.3.3', 'useless', 'Writes several files at once; kdump names only one.'],
  ['--reassemble', '', '1.3.3', 'useless', 'Puts split files together instead of making a dump.'],
  ['--help', '', '1.2.6', 'useless', 'Prints the help instead of making a dump.'],
  ['--check-params', '', '1.6.8', 'useless', 'Checks the options and ends; kdump does this by itself.'],
  ['--non-cyclic', '', '1.5.0', 'special', 'Keep the whole bitmap in a file.'],
  ['--extension', 'library', '1.8.0', 'special', 'Load an extension that leaves out further pages.'],
];

const removedIn: Readonly<Record<string, string>> = { '--non-cyclic': '1.5.9' };

export const makedumpfileOptions: readonly MakedumpfileOption[] = rows.map(
  ([name, argument, since, use, summary]) => {
    const removed = removedIn[name];
    return {
      name,
      ...(argument === '' ? {} : { argument }),
      since,
      ...(removed === undefined ? {} : { removed }),
      use,
      summary,
    };
  },
);

/** What the checked releases of kdump come with; also what is assumed when nothing is known. */
export const assumedVersion = '1.7.2';

function newerOrSame(version: string, than: string): boolean {
  const [mine, other] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (mine?.[part] ?? 0) - (other?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Options by their names. */
export type KnownOptions = ReadonlyMap<string, MakedumpfileOption>;

const optionsByVersion = new Map<string, KnownOptions>();
const mostVersions = 50;

/** The options that a version of makedumpfile has; asked for every command line, and so kept. */
export function optionsOf(version: string): KnownOptions {
  const kept = optionsByVersion.get(version);
  if (kept !== undefined) return kept;
  if (optionsByVersion.size >= mostVersions) optionsByVersion.clear();
  const known = makedumpfileOptions.filter((option) => isKnownTo(option, version));
  const options = new Map(known.map((option) => [option.name, option]));
  optionsByVersion.set(version, options);
  return options;
}

/** Whether a version of makedumpfile has the option. */
export function isKnownTo(option: MakedumpfileOption, version: string): boolean {
  const gone = option.removed !== undefined && newerOrSame(version, option.removed);
  return newerOrSame(version, option.since) && !gone;
}
