import type { Place } from '../../../core/protocol/place';
import type { Evidence, NextStep, Verdict } from '../../../core/protocol/verdict';

/** Where the bytes or the stack that a piece of evidence names can be seen; the log and this page's stack have ways of their own. */
export function placeOfEvidence(piece: Evidence): Place | undefined {
  switch (piece.kind) {
    case 'address':
      return { view: 'memory', address: piece.address };
    case 'task':
      return piece.task === undefined ? undefined : { view: 'backtraces', task: piece.task };
    case 'module':
      return { view: 'overview', module: piece.name };
    case 'log':
    case 'frame':
    case 'register':
      return undefined;
  }
}

/** The view that shows what a command of the terminal's `vmcore` prints; undefined where none does. */
export function placeOfStep({ command }: NextStep, { guilty: { task } }: Verdict): Place | undefined {
  const [, name = '', words = ''] = /^vmcore (\w+) FILE ?(.*)$/.exec(command) ?? [];
  switch (name) {
    case 'bt':
      return words === `--pid ${task?.pid}`
        ? { view: 'backtraces', task: task?.task }
        : { view: 'backtraces' };
    case 'waits':
    case 'tasks':
      return { view: 'tasks' };
    case 'log':
      return { view: 'log' };
    case 'struct': {
      const [tag = '', address] = words.split(' ');
      return { view: 'structure', type: `struct ${tag}`, address };
    }
    default:
      return undefined;
  }
}
