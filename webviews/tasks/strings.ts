import type { ColumnId } from './model/taskOrder';

/** Every word the panel shows, in one place to translate. */
const number = new Intl.NumberFormat('en');
const count = (value: number): string => number.format(value);
const counted = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

export const strings = {
  listLabel: 'Tasks',
  filterLabel: 'Filter',
  filterPlaceholder: "Filter: st:UN comm:nfs* wchan:*lock cpu:0 pid:1 age>120 'regex' -not",
  filterHint:
    "All words must match: st:UN,RU · comm: and wchan: with * and ? · cpu: · pid: (its whole process) · age>120, age<2m (since it last ran) · crash's 'regex' on the name · a word alone looks in names, wait channels and pids. A minus in front excludes.",
  clearFilter: 'Clear filter',
  copy: 'Copy',
  copyHint: 'Copy the listed tasks as crash’s ps (c); ps -m, Markdown, TSV and JSON are in the context menu',
  details: 'Details',
  detailsHint: 'Show what is known of the current task (d)',
  locks: 'Locks',
  locksHint: 'Show who waits for which lock held by whom (k)',
  columns: {
    pid: ['PID', 'Number of the thread; > in front: it is what its cpu executed'],
    tgid: ['TGID', 'Number of its process'],
    ppid: ['PPID', 'Number of the process that it was started from'],
    state: ['ST', 'State, by crash’s letters'],
    cpu: ['CPU', 'Where it ran, or ran last'],
    memory: ['%MEM', 'Of the machine’s memory that its process has in RAM'],
    rss: ['RSS', 'What its process has in RAM'],
    vsz: ['VSZ', 'Address space of its process'],
    run: ['RUN', 'Time on a cpu in all'],
    ran: ['RAN', 'Time since it was last put on a cpu, as ps -m tells'],
    wchan: ['WCHAN', 'The function it sleeps in: the first on its stack that is none of the scheduler’s'],
    comm: ['COMM', 'Name; a kernel thread stands in brackets'],
  } satisfies Record<ColumnId, readonly [string, string]>,
  unknown: '??',
  copied: 'Copied.',
  context: 'set: the task that commands mean',
  pending: '…',
  crashing: 'crashing',
  runs: (cpu: number | null): string => `on cpu ${cpu ?? '??'}`,
  onCpu: (cpu: number | null): string => `is what cpu ${cpu ?? '??'} executed`,
  counts: (shown: number, total: number): string =>
    shown === total
      ? counted(total, 'task', 'tasks')
      : `${count(shown)} of ${counted(total, 'task', 'tasks')}`,
  loading: (done: number, total: number | undefined): string =>
    total === undefined ? 'Reading the list of tasks…' : `Reading ${count(done)} of ${count(total)} tasks`,
  unwinding: (done: number, total: number): string => `Unwinding ${count(done)} of ${count(total)} stacks`,
  unwindingStopped: (done: number, total: number): string =>
    `Wait channels of ${count(done)} of ${count(total)} tasks`,
  cancel: 'Cancel',
  goOn: 'Go on',
  retry: 'Retry',
  noMatch: (filter: string): string => `No task matches “${filter}”`,
  detailsLabel: 'Details of the current task',
  noTask: 'No task is listed.',
  backtrace: 'Backtrace',
  struct: 'task_struct',
  stack: 'Stack memory',
  setContext: 'Set context',
  threads: (total: number): string => `Threads (${count(total)})`,
  files: 'Open files',
  memoryMap: 'Memory map',
  environment: 'Environment',
  kernelThreadMemory: 'A kernel thread has no memory of its own.',
  noFiles: 'It has no files open.',
  reading: 'Reading…',
  more: (left: number): string => `${count(left)} more`,
  facts: {
    state: 'State',
    flags: 'Flags',
    started: 'Started',
    onCpu: 'On a cpu',
    waited: 'Waited for a cpu',
    switches: 'Switches',
    program: 'Program',
    commandLine: 'Command line',
    root: 'Root',
    workingDirectory: 'Working directory',
  },
  startedAfterBoot: (seconds: number): string => `${seconds.toFixed(3)} s after boot`,
  userAndSystem: (user: string, system: string): string => `user ${user}, system ${system}`,
  switchCounts: (voluntary: number | undefined, involuntary: number | undefined): string =>
    `${voluntary === undefined ? '??' : count(voluntary)} voluntary, ${involuntary === undefined ? '??' : count(involuntary)} not`,
  locksLabel: 'Locks',
  noLocks: 'No task waits on a lock we can read.',
  lookingForLocks: 'Looking at stacks for locks…',
  lookAtAll: 'Look at all tasks',
  cycle: (size: number, certain: boolean): string => `${certain ? 'Cycle' : 'Possible cycle'} of ${size}`,
  waits: (total: number): string => counted(total, 'wait', 'waits'),
  graph: 'Who waits for whom',
  graphTooLarge: (nodes: number): string =>
    `${count(nodes)} nodes are too many for a picture; the chains above name them all.`,
  ownerUnknown: 'owner unknown',
  waitsFor: 'waits for',
  heldBy: 'held by',
  perhapsHeldBy: 'perhaps held by',
};
