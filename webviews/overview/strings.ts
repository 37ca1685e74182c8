import { formatByteSize } from '../../core/base/byteSize';
import type { BacktraceData } from '../../core/protocol/backtraceData';
import type { CpuTask } from '../../core/protocol/crashStacks';
import type { ModuleData } from '../../core/protocol/moduleData';
import type { Remedy } from '../../core/protocol/dumpState';
import type { PlaceView } from '../../core/protocol/place';
import type { Finding, GuiltyTask } from '../../core/protocol/verdict';

/** Every word the overview shows, in one place to translate. */
const number = new Intl.NumberFormat('en');

/** In place of what the dump does not tell. */
const unknown = '??';

/** Who holds a module: the modules that need it by name, the others by their number. */
function usesText(useCount: number | undefined, usedBy: readonly string[]): readonly string[] {
  if (usedBy.length > 0) return [`used by ${usedBy.join(', ')}`];
  return useCount === undefined || useCount <= 0 ? [] : [`${number.format(useCount)} uses`];
}

export const strings = {
  pageLabel: 'Overview of a Linux crash dump',
  opening: 'Opening the dump…',
  searching: (doneBytes: number, totalBytes: number): string =>
    `Searching the dumped memory for VMCOREINFO: ${formatByteSize(doneBytes)} of ${formatByteSize(totalBytes)}`,
  opened: 'The dump is open.',
  panic: 'PANIC',
  noPanic: 'No panic message was found in this dump',
  showLog: 'Kernel Log',
  showBacktraces: 'Backtraces',
  showTasks: 'Tasks',
  showStack: 'Show this stack among all (Ctrl+click: beside)',
  copy: 'Copy',
  report: 'Report…',
  problems: 'Problems',
  verdict: 'Verdict',
  confidence: { certain: 'certain', probable: 'probable' },
  crashOf: (title: string, task: GuiltyTask | undefined): string => {
    if (task?.comm === undefined && task?.pid === undefined) return title;
    const cpu = task.cpu === undefined ? '' : ` on cpu ${task.cpu}`;
    return `${title}: ${task.comm ?? unknown} (pid ${task.pid ?? unknown})${cpu}`;
  },
  analyzing: 'Working out why it crashed…',
  noVerdict: (why: string): string => `No verdict. ${why}`,
  wholeVerdict: 'Show the rest of the verdict',
  instruction: 'Instruction',
  address: 'Address',
  otherRegisters: (count: number): string => `${count} other registers`,
  findings: 'Findings',
  severities: { cause: 'cause', suspicious: 'suspicious', note: 'note' } satisfies Record<
    Finding['severity'],
    string
  >,
  followEvidence: 'Enter shows it',
  signature: 'Signature',
  copySignature: 'Copy Signature',
  lookNext: 'Look next at',
  views: {
    overview: 'Overview',
    backtraces: 'Backtraces',
    log: 'Kernel Log',
    memory: 'Memory',
    tasks: 'Tasks',
    structure: 'Structure',
    disassembly: 'Disassembly',
  } satisfies Record<PlaceView, string>,
  stack: 'Stack',
  stackOf: ({ pid, comm, cpu }: Pick<BacktraceData, 'pid' | 'comm' | 'cpu'>): string =>
    `PID ${pid ?? unknown} ${comm ?? unknown}, cpu ${cpu ?? unknown}`,
  unwinding: 'Reading the stack of the task that crashed…',
  noStack: (why: string): string => `No stack. ${why}`,
  inlined: '(inlined)',
  noSource: (why: string): string => `No source lines. ${why}`,
  frameAddress: (address: string): string => `At ${address}`,
  interrupted: 'exception or interrupt, at:',
  userMode: 'entered from user mode',
  moreRows: (count: number): string => `${number.format(count)} more rows`,
  cpus: 'On cpus',
  cpu: (cpu: number | undefined): string => `cpu ${cpu ?? unknown}`,
  task: ({ pid, comm }: CpuTask, isCrashing: boolean): string =>
    `${pid ?? unknown} ${comm ?? unknown}${isCrashing ? ' (crashing)' : ''}`,
  modules: (count: number): string => `Modules (${number.format(count)})`,
  modulesLabel: 'Modules',
  noModules: 'No module was loaded.',
  filterModules: 'Filter modules',
  filteredModules: (shown: number, count: number): string =>
    `${number.format(shown)} of ${number.format(count)} ${count === 1 ? 'module' : 'modules'}`,
  module: ({ sizeBytes, useCount, usedBy, taints, state }: ModuleData): string =>
    [
      formatByteSize(sizeBytes),
      ...(state === undefined || state === 'live' ? [] : [state]),
      ...usesText(useCount, usedBy),
      ...taints.map(({ letter, meaning }) => `${letter}: ${meaning}`),
    ].join(' · '),
  moduleHint: ({ version, buildId, parameters, base }: ModuleData): string =>
    [
      ...(base === undefined ? [] : [`at ${base}`]),
      ...(version === undefined ? [] : [`version ${version}`]),
      ...(buildId === undefined ? [] : [`build-id ${buildId}`]),
      ...parameters.map(({ name, value = unknown }) => `${name}=${value}`),
    ].join('\n'),
  system: 'System',
  log: 'Last messages',
  logHint: 'Enter or double click shows the message in the whole log',
  earlier: (count: number): string =>
    `${number.format(count)} earlier ${count === 1 ? 'message' : 'messages'}`,
  later: (count: number): string => `${number.format(count)} later ${count === 1 ? 'message' : 'messages'}`,
  noLog: 'No kernel log could be read from this dump.',
  panicLine: 'panic',
  levels: ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'],
  dump: 'Dump',
  format: 'Format',
  size: 'Size',
  sizeOf: (bytes: number): string => `${formatByteSize(bytes)} (${number.format(bytes)} bytes)`,
  compression: 'Compression',
  dumpLevel: 'Dump level',
  everything: 'every page was saved',
  without: (kinds: readonly string[]): string => `without ${kinds.join(', ')}`,
  stored: 'Stored',
  flattened: 'flattened (makedumpfile -F), read without rearranging',
  parts: 'Parts',
  completeness: 'Completeness',
  complete: 'complete',
  incomplete: 'incomplete, see the problems above',
  taint: 'Taint',
  notTainted: 'Not tainted',
  taintUnknown: 'Unknown: the dump does not tell',
  commandLine: 'Command line',
  layout: 'VMCOREINFO',
  kaslrOffset: 'KASLR offset',
  pageTables: 'Page tables',
  pageTableLevels: (levels: number): string => `${levels} levels`,
  pageSize: 'Page size',
  pageSizeOf: (bytes: number): string => formatByteSize(bytes),
  encryptionMask: 'Encryption mask',
  noEncryption: 'none',
  buildId: 'Build-id',
  debuginfo: 'Debuginfo',
  debuginfoFound: 'Found',
  debuginfoMissing:
    'Not found. Log and facts come from the dump itself; source and locals need the matching vmlinux.',
  debuginfoMismatch: 'This vmlinux belongs to another build',
  wantedBuildId: 'Wanted',
  foundBuildId: 'Found',
  lookedIn: (places: number): string => `Looked in ${places} ${places === 1 ? 'place' : 'places'}`,
  deviceDumps: 'Device dumps',
  foundIn: (source: string): string => `From ${source}`,
  remedies: {
    retry: 'Retry',
    cancel: 'Cancel',
    'open-as-text': 'Open as Text',
    'open-with': 'Open With…',
    'show-output': 'Show Output',
  } satisfies Record<Remedy, string>,
  reopen: 'Reopen',
};
