/** Settings that hold before gdb reads any file: nothing of the dump's folder or of the person's is executed. */
const earlySettings = [
  'set auto-load off',
  'set auto-load safe-path /nonexistent',
  'set debuginfod enabled off',
  'set history save off',
];
/** Without the person's settings, for a program to talk with. */
export const gdbArguments: readonly string[] = [
  ...['-nx', '-nh', '-q', '--interpreter=mi3'],
  ...earlySettings.flatMap((setting) => ['-iex', setting]),
];

/** Those that can wait until it runs: output for a program, and nothing that a remote target could be asked to do. */
export const settings = [
  ...['confirm off', 'pagination off', 'width 0', 'height 0', 'print elements 200', 'print pretty off'],
  ...['print frame-arguments none', 'print max-depth 4', 'backtrace past-main on', 'backtrace past-entry on'],
  ...['backtrace limit 300', 'may-call-functions off', 'may-write-memory off', 'may-write-registers off'],
  ...['may-insert-breakpoints off', 'may-interrupt off', 'tcp auto-retry off'],
];
