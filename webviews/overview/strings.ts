import type { Remedy } from '../../core/protocol/dumpState';

/** Every word the overview shows, in one place to translate. */
const number = new Intl.NumberFormat('en');

export const strings = {
  pageLabel: 'Overview of a Linux crash dump',
  opening: 'Opening the dump…',
  opened: 'The dump is open.',
  panic: 'PANIC',
  noPanic: 'No panic message was found in this dump',
  showLog: 'Kernel Log',
  copy: 'Copy',
  problems: 'Problems',
  system: 'System',
  log: 'Last messages',
  logHint: 'Enter or double click shows the message in the whole log',
  earlier: (count: number): string =>
    `${number.format(count)} earlier ${count === 1 ? 'message' : 'messages'}`,
  noLog: 'No kernel log could be read from this dump.',
  panicLine: 'panic',
  levels: ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'],
  dump: 'Dump',
  format: 'Format',
  size: 'Size',
  sizeOf: (bytes: number): string => `${binarySize(bytes)} (${number.format(bytes)} bytes)`,
  compression: 'Compression',
  dumpLevel: 'Dump level',
  everything: 'every page was saved',
  without: (kinds: readonly string[]): string => `without ${kinds.join(', ')}`,
  stored: 'Stored',
  flattened: 'flattened (makedumpfile -F), read without rearranging',
  parts: 'Parts',
  completeness: 'Completeness',
  complete: 'complete',
  taint: 'Taint',
  notTainted: 'Not tainted',
  taintUnknown: 'Unknown: the dump does not tell',
  commandLine: 'Command line',
  layout: 'VMCOREINFO',
  kaslrOffset: 'KASLR offset',
  pageTables: 'Page tables',
  pageTableLevels: (levels: number): string => `${levels} levels`,
  pageSize: 'Page size',
  pageSizeOf: (bytes: number): string => binarySize(bytes),
  encryptionMask: 'Encryption mask',
  buildId: 'Build-id',
  debuginfo: 'Debuginfo',
  debuginfoFound: 'Found',
  debuginfoMissing:
    'Not found. Log and facts come from the dump itself; source and locals need the matching vmlinux.',
  debuginfoMismatch: 'This vmlinux belongs to another build',
  wantedBuildId: 'Wanted',
  foundBuildId: 'Found',
  lookedIn: 'Looked in',
  deviceDumps: 'Device dumps',
  foundIn: (source: string): string => `From ${source}`,
  remedies: {
    retry: 'Retry',
    'open-as-text': 'Open as Text',
    'open-with': 'Open With…',
    'show-output': 'Show Output',
  } satisfies Record<Remedy, string>,
  reopen: 'Reopen',
};

/** "512 KiB", "1.4 GiB"; powers of 1024. */
function binarySize(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const amount = bytes / 1024 ** power;
  return `${Number.isInteger(amount) ? amount : amount.toFixed(1)} ${units[power] ?? ''}`;
}
