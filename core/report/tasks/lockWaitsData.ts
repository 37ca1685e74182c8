import { findLockWaits } from '../../analysis/waits/findLockWaits';
import { nameLockWait } from '../../analysis/waits/lockWaitName';
import type { LockWait } from '../../analysis/waits/lockWaits';
import type { Kernel } from '../../kernel/kernel';
import type { Stacks } from '../../kernel/tasks/stacks';
import type { LockWaitData, LockWaitsData } from '../../protocol/lockWaits';
import { cycleText } from '../../protocol/text/lockWaitText';
import { frameData } from '../stacks/backtraceData';

/** Who waits for whom, as it goes over the wire. @throws VmcoreError as `findLockWaits` does */
export function readLockWaits(kernel: Kernel, stacks?: Stacks, looksAtAll = false): LockWaitsData {
  const { waits, cycles, problems } = findLockWaits(kernel, stacks, looksAtAll);
  const known = new Map(waits.map((wait) => [wait, waitData(kernel, wait)]));
  const dataOf = (wait: LockWait): LockWaitData => known.get(wait) ?? waitData(kernel, wait);
  return {
    waits: waits.map(dataOf),
    cycles: cycles.map((cycle) => {
      const inCircle = cycle.waits.map(dataOf);
      return { certain: cycle.isCertain, waits: inCircle, text: cycleText(inCircle) };
    }),
    problems,
  };
}

function waitData({ codeNames }: Kernel, wait: LockWait): LockWaitData {
  const { frame } = wait;
  return { ...nameLockWait(codeNames, wait), ...(frame && { frame: frameData(codeNames, frame) }) };
}
