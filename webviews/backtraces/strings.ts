import type { SurveyedStack, SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import type { Trust } from './model/shownStack';
import type { Scope } from './model/scopes';

type LockKind = NonNullable<SurveyedStack['wait']>['kind'];

const number = new Intl.NumberFormat('en');
const tasks = (count: number): string => `${number.format(count)} ${count === 1 ? 'task' : 'tasks'}`;

/** The panel's words, in one place to translate. */
export const strings = {
  unknown: '??',
  scopesLabel: 'Whose stacks',
  scopes: {
    crash: 'Crash',
    cpus: 'CPUs',
    tasks: 'Tasks',
    groups: 'Groups',
    picture: 'Picture',
  } satisfies Record<Scope, string>,
  scopeHints: {
    crash: 'The task that crashed (1)',
    cpus: 'What each cpu was executing (2)',
    tasks: 'Every task (3)',
    groups: 'Equal stacks once, with the number of their tasks (4)',
    picture: 'All stacks merged: width is the number of tasks, never time (5)',
  } satisfies Record<Scope, string>,
  filter: 'Filter: words, st:UN comm: fn: mod: pid: cpu:',
  filterHint: 'Words must all match; * stands for anything, - turns a word round (/)',
  listLabel: 'Stacks',
  idle: 'Idle',
  idleHint: 'Show idle tasks (h)',
  scheduler: 'Scheduler',
  schedulerHint: "Show the scheduler's own frames, which end every stack that waits (e)",
  invert: 'Invert',
  invertHint: 'From the innermost function on: where tasks wait, and how they came there (i)',
  focus: 'Focus',
  focusHint: 'Draw around the current function: who calls it above, what it calls below (f)',
  focusOn: (name: string | undefined): string => (name === undefined ? 'Focus' : `Focus: ${name}`),
  pictureLabel: 'All stacks merged; width is the number of tasks',
  allStacks: 'all stacks',
  count: (count: number): string => number.format(count),
  box: (name: string, count: number, total: number, matching: number | undefined): string =>
    [
      `${name}: ${number.format(count)} of ${tasks(total)} (${number.format(Math.round((count / total) * 100))} %)`,
      ...(matching === undefined ? [] : [`${number.format(matching)} match`]),
    ].join(', '),
  noFunction: 'Move to a function first.',
  task: ({ pid, comm }: Pick<SurveyedTask, 'pid' | 'comm'>): string => `${pid ?? '??'} ${comm ?? '??'}`,
  cpu: (cpu: number | undefined): string => `cpu ${cpu ?? '??'}`,
  crashing: 'crashing',
  running: 'running',
  times: (count: number): string => `${number.format(count)}×`,
  tasks,
  andMore: (count: number): string => `and ${number.format(count)} more`,
  emptyStack: 'no frames',
  folded: (count: number): string =>
    `${number.format(count)} ${count === 1 ? 'frame' : 'frames'} of the scheduler · Show (e)`,
  hidden: (count: number): string => `${number.format(count)} idle hidden · Show (h)`,
  interrupted: 'exception or interrupt, at:',
  argument: 'argument',
  local: 'local',
  noVariables: 'gdb knows no arguments or locals here.',
  readingVariables: 'gdb is indexing the debug information (first time only); arguments and locals follow',
  withoutVariables: (why: string): string => `No arguments and locals. ${why}`,
  stop: 'Stop',
  stoppedGdb: 'Arguments and locals: stopped',
  readingWords: 'Reading the words of the frame…',
  noWords: 'No frame follows on this stack: nothing tells how far the words of this one go.',
  notDumped: (reason: string): string => `Not dumped: ${reason}`,
  wordNotDumped: 'Not dumped',
  userMode: 'entered from user mode',
  trust: {
    registers: "Where the cpu's registers say that it was",
    exception: 'Where registers that an exception or interrupt saved say that it was',
    unwound: "Found by the kernel's own unwind tables or frame records",
    inline: 'Compiled into the function below; only debuginfo tells',
  } satisfies Record<Trust, string>,
  frame: (text: string, at: string): string => `${text}\nat ${at}`,
  inMemory: 'The stack in memory',
  inCode: 'Its code',
  pointedTo: 'What it points to, in memory',
  inSource: 'Its source',
  inStructure: 'Its task_struct',
  inTasks: 'Among all tasks',
  itsStack: 'Its stack',
  counts: (shown: number, count: number): string =>
    shown === count ? tasks(count) : `${number.format(shown)} of ${tasks(count)}`,
  groups: (count: number): string => `${number.format(count)} different ${count === 1 ? 'stack' : 'stacks'}`,
  readingTasks: 'Reading the list of tasks',
  unwinding: (done: number, total: number): string =>
    `Unwinding ${number.format(done)} of ${number.format(total)}`,
  stopped: (done: number, total: number | undefined): string =>
    `Stopped after ${number.format(done)}${total === undefined ? '' : ` of ${number.format(total)}`}`,
  cancel: 'Cancel',
  goOn: 'Go On',
  sort: 'Sort',
  unsorted: 'Order is from before all were unwound',
  noMatch: (text: string): string => `No task matches “${text}”`,
  clearFilter: 'Clear Filter',
  find: {
    placeholder: 'Find functions, tasks, modules',
    next: 'Next (n, Enter)',
    previous: 'Previous (N, Shift+Enter)',
    close: 'Close',
    unsearched: (stacks: number): string =>
      `Not searched: what was inlined on ${number.format(stacks)} ${stacks === 1 ? 'stack' : 'stacks'} not opened yet`,
    unsearchedHint:
      'Only debuginfo tells which functions were compiled into others. It is asked when a stack is opened.',
    count: (at: number | undefined, total: number): string => {
      if (total === 0) return 'No results';
      return at === undefined
        ? `${number.format(total)} ${total === 1 ? 'result' : 'results'}`
        : `${number.format(at)} of ${number.format(total)}`;
    },
  },
  context: 'set',
  contextHint: 'The task that commands mean, as crash’s “set”',
  waits: (kind: LockKind): string => `waits for ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} ↗`,
  waitsHint: 'Which lock that is, and who holds it',
  noWait: 'This stack waits for no lock.',
  noCrash: 'The dump does not tell which task crashed.',
  noTasks: 'No tasks.',
  noTask: (address: string): string => `No task is at ${address}.`,
  retry: 'Retry',
  copied: 'Copied.',
  nothingToCopy: 'Move to a stack first.',
};
