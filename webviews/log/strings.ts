import type { LogFilter } from './model/filterQuery';
import { levelName, lowestLevel } from './model/levels';

/** Every word the panel shows, in one place to translate. */
const number = new Intl.NumberFormat('en');

export const strings = {
  logLabel: 'Kernel log',
  toolbarLabel: 'Filter and navigation',
  filterLabel: 'Filter',
  filterPlaceholder: 'Filter: words, /regex/, time:12..13, caller:C2, -not',
  filterHint:
    'All terms must match: words, "some words", /regex/i, level:err, time:12.5..13 or time:-5.. (before the panic), caller:C2, device:pci. A minus in front excludes.',
  matchCase: 'Match case',
  levelLabel: 'Level',
  levelHint: 'Show this level and worse (0–7)',
  allLevels: 'all levels',
  levelAndWorse: (name: string): string => `${name} and worse`,
  timeHint: 'Change the time in the gutter (t)',
  time: {
    delta: 'Time: since previous',
    panic: 'Time: to panic',
    wall: 'Time: clock, UTC',
    boot: 'Time: since boot',
  },
  panic: 'Panic',
  panicHint: 'Go to the panic (p)',
  previousOops: 'Previous oops',
  previousOopsHint: 'Go to the previous oops or warning (Shift+P)',
  find: 'Find',
  findHint: 'Find (Ctrl+F)',
  openAsText: 'Open as Text',
  openAsTextHint: 'Open the log in a native text editor',
  clearFilter: 'Clear filter',
  retry: 'Retry',
  burstLabel: 'Bursts of messages over time',
  burstValue: (seconds: string, count: number, worst: string): string =>
    [`${seconds} s`, `${number.format(count)} messages`, worst && `worst ${worst}`]
      .filter(Boolean)
      .join(', '),
  burstEmpty: (seconds: string): string => `${seconds} s, no message`,
  lines: (count: number): string => `${number.format(count)} ${count === 1 ? 'line' : 'lines'}`,
  linesOf: (count: number, all: number): string => `${number.format(count)} of ${number.format(all)} lines`,
  filtering: (done: number, all: number): string =>
    `Filtering ${number.format(done)} of ${number.format(all)}`,
  loading: (done: number, all: number): string => `Loading ${number.format(done)} of ${number.format(all)}`,
  cancel: 'Cancel',
  overwritten: (count: number): string =>
    `${number.format(count)} older ${count === 1 ? 'message' : 'messages'} overwritten`,
  noMatch: ({ text, maxLevel }: LogFilter): string => {
    const parts = [
      text.trim() && `“${text.trim()}”`,
      maxLevel < lowestLevel && `${levelName(maxLevel)} and worse`,
    ];
    return `No message matches ${parts.filter(Boolean).join(', ')}`;
  },
  noLevels: 'This log was saved without levels; dmesg -x keeps them.',
  hiddenByFilter: 'The filter hides that message',
  noLink: 'No address or symbol on this line',
  emptyLog: 'The log is empty: this kernel had printed nothing when it was dumped.',
  noPanic: 'No panic in this log',
  noOops: 'No oops above this line',
  copied: (count: number): string => `Copied ${number.format(count)} ${count === 1 ? 'line' : 'lines'}`,
  follow: {
    address: 'Address. Ctrl+click or Enter shows what is there',
    symbol: 'Code. Ctrl+click or Enter shows it',
    task: 'Task. Ctrl+click or Enter shows its stack',
    module: 'Module. Ctrl+click or Enter shows it among the modules',
  },
  noCaller: 'This kernel did not record who printed that message',
  noTask: 'No task is set, and none crashed',
  noDevice: 'No device is named with that message',
  noOopsHere: 'No oops here',
  copiedOops: 'Copied the oops for a bug report',
  unseen: (name: string): string => `${name}, which would not show or would disturb the text`,
};
