import { formatAddress } from '../../core/base/address';
import { readWorkPools, type Work, type Worker, type WorkPool } from '../../core/kernel/time/workPools';
import { functionNames } from '../../core/report/stacks/functionNames';
import { answering } from '../answer';
import { usage } from '../usage';

/** `vmcore works`: what the kernel's worker threads did, and what waited for them. */
export const works = answering(
  usage.works,
  (kernel) => {
    const { entries: data, problems } = readWorkPools(kernel.objects, functionNames(kernel));
    return { data, problems };
  },
  (pools) => pools.map(poolText).join('\n'),
);

function poolText({ id, address, cpu, nice, workers, pending, inactive }: WorkPool): string {
  const place = cpu === undefined ? 'unbound' : `cpu ${cpu}`;
  const busy = workers.flatMap(({ work, pid }) => (work ? [{ work, pid }] : []));
  const idle = workers.filter(({ work }) => !work);
  return [
    `POOL ${id}: ${formatAddress(address)}  ${place}  nice ${nice ?? '??'}`,
    ...busy.map(({ work, pid }) => `  RUNNING: PID ${pid ?? '-'}  ${workText(work)}`),
    ...pending.map((work) => `  PENDING: ${workText(work)}`),
    ...inactive.map((work) => `  INACTIVE: ${workText(work)}`),
    `  IDLE: ${idleText(idle)}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Pools of bottom halves work without threads. */
function idleText(workers: readonly Worker[]): string {
  if (workers.length === 0) return 'no worker';
  return workers.map(({ pid }) => (pid === undefined ? 'softirq' : `PID ${pid}`)).join(', ');
}

function workText({ address, functionName, workQueue, ...work }: Work): string {
  return `${formatAddress(address)}  ${functionName ?? formatAddress(work.function)}  (${workQueue ?? '??'})`;
}
