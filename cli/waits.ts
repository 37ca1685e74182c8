import { lockWaitLines } from '../core/protocol/text/lockWaitText';
import { readLockWaits } from '../core/report/tasks/lockWaitsData';
import { answering } from './answer';
import { usage } from './usage';

/** `vmcore waits`: which task waits for which lock, who holds it, and who waits in a circle. */
export const waits = answering(
  usage.waits,
  (kernel) => {
    const data = readLockWaits(kernel, undefined, true);
    return { data, problems: data.problems };
  },
  (data) => [...lockWaitLines(data)].join(''),
);
