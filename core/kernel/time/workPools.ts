import type { VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import { walkXarray } from '../../types/xarray';
import { joined, listing, type Listing } from '../listing';
import type { NameOf } from '../nameOf';

/** Work for the kernel's worker threads (struct work_struct). */
export interface Work {
  readonly address: VirtualAddress;
  readonly function: VirtualAddress;
  readonly functionName: string | undefined;
  /** The work queue that it was put on. */
  readonly workQueue: string | undefined;
}

/** A thread of a pool. */
export interface Worker {
  readonly pid: number | undefined;
  readonly task: VirtualAddress;
  /** What it was doing; undefined for one that had nothing to do. */
  readonly work: Work | undefined;
}

/** Threads that share work (struct worker_pool), since 3.6. */
export interface WorkPool {
  readonly id: number;
  readonly address: VirtualAddress;
  /** Undefined for a pool of no cpu. */
  readonly cpu: number | undefined;
  readonly nice: number | undefined;
  readonly workers: readonly Worker[];
  /** Work that no thread had taken, in its order. */
  readonly pending: readonly Work[];
  /** Work that waits until its queue has less under way (max_active). */
  readonly inactive: readonly Work[];
}

/** Every pool with its threads and its work. @throws VmcoreError `variable-missing`, `type-missing` */
export function readWorkPools(objects: KernelObjects, nameOf: NameOf): Listing<WorkPool> {
  const problems: Problem[] = [];
  const inactive = readInactive(objects, nameOf, problems);
  const { entries, ...rest } = walkXarray(objects.variable('worker_pool_idr', 'idr').member('idr_rt'));
  const pools = entries.map(({ entry }) => objects.struct('worker_pool', objects.stripPointer(entry)));
  const found = listing('worker pools', { ...rest, entries: pools }, (pool) => {
    const workers = listing('workers', walkList(pool.member('workers'), 'worker', 'node'), (worker) =>
      readWorker(worker, nameOf),
    );
    const pending = listing('works', walkList(pool.member('worklist'), 'work_struct', 'entry'), (work) =>
      readWork(work, nameOf),
    );
    problems.push(...workers.problems, ...pending.problems);
    const cpu = pool.member('cpu').number;
    return {
      id: pool.member('id').number,
      address: pool.address,
      cpu: cpu < 0 ? undefined : cpu,
      nice: ifKnown(() => pool.member('attrs').target.member('nice').number),
      workers: workers.entries,
      pending: pending.entries,
      inactive: inactive.get(pool.address) ?? [],
    };
  });
  return { entries: found.entries, problems: [...found.problems, ...problems] };
}

function readWorker(worker: TypedObject, nameOf: NameOf): Worker {
  const task = worker.member('task').target;
  const current = worker.member('current_work').pointer;
  const target = worker.member('current_func').pointer;
  const work = {
    address: current,
    function: target,
    functionName: nameOf(target),
    workQueue: ifKnown(() => queueName(worker.member('current_pwq').target)),
  };
  return {
    pid: ifKnown(() => task.member('pid').number),
    task: task.address,
    work: current === 0n ? undefined : work,
  };
}

function readWork(work: TypedObject, nameOf: NameOf): Work {
  const target = work.member('func').pointer;
  return {
    address: work.address,
    function: target,
    functionName: nameOf(target),
    workQueue: ifKnown(() => queueOf(work)),
  };
}

/** WORK_STRUCT_PWQ of include/linux/workqueue.h: the rest of `data` is the address of a pool_workqueue, above its flags. */
const hasQueue = 1n << 2n;
const flagBits = 8n;

function queueOf(work: TypedObject): string | undefined {
  const data = BigInt.asUintN(64, work.member('data').member('counter').value);
  if ((data & hasQueue) === 0n) return undefined;
  return queueName(work.as('pool_workqueue').movedTo((data >> flagBits) << flagBits));
}

function queueName(poolQueue: TypedObject): string {
  return poolQueue.member('wq').target.member('name').text;
}

/** By pool; `inactive_works` were `delayed_works` until 5.14. */
function readInactive(
  objects: KernelObjects,
  nameOf: NameOf,
  problems: Problem[],
): ReadonlyMap<bigint, Work[]> {
  const byPool = new Map<bigint, Work[]>();
  const head = objects.findVariable('workqueues', 'list_head');
  if (!head) return byPool;
  const queues = listing('work queues', walkList(head, 'workqueue_struct', 'list'), (queue) =>
    listing(
      'pool work queues',
      walkList(queue.member('pwqs'), 'pool_workqueue', 'pwqs_node'),
      (poolQueue) => {
        const list = walkList(poolQueue.member('inactive_works', 'delayed_works'), 'work_struct', 'entry');
        const works = listing('inactive works', list, (work) => readWork(work, nameOf));
        const pool = poolQueue.member('pool').pointer;
        byPool.set(pool, [...(byPool.get(pool) ?? []), ...works.entries]);
        return works;
      },
    ),
  );
  const perQueue = joined(queues.entries);
  problems.push(...queues.problems, ...perQueue.problems, ...joined(perQueue.entries).problems);
  return byPool;
}
