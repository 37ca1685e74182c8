import type { TaskContext } from '../../core/protocol/taskContext';

/** Words that all panels share, in one place to translate. */
export const panelStrings = {
  retry: 'Retry',
  toolbarLabel: 'Navigation and filter',
  back: 'Go back (Alt+Left)',
  forward: 'Go forward (Alt+Right)',
  goTo: 'Go to',
  goToHint: 'Go to an address, symbol+offset, pid:1, p:1000, *(expression); Ctrl+Enter opens it beside',
  runInConsole: (line: string): string => `Run “${line}” in the crash console`,
  context: {
    label: 'Task that commands mean',
    task: ({ pid, comm, frame }: TaskContext): string =>
      [pid ?? '??', comm ?? '??', ...(frame === undefined ? [] : [`#${frame}`])].join(' '),
    crashed: (task: string): string => `${task} crashed; click to set another task, as crash’s “set”`,
    chosen: (task: string): string => `${task} is set, as by crash’s “set”; click to set another task`,
    reset: 'Back to the task that crashed',
    follow: 'This panel follows the task that is set; click to have it stay with this one',
    kept: 'This panel stays with this task; click to have it follow the one that is set',
  },
  followHint: 'Click to open, Ctrl+click to open beside',
};
