import type { VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { entryAt } from '../../types/containerOf';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import { walkRbTree } from '../../types/rbTree';
import type { TypedObject } from '../../types/typedObject';
import { listing, type Listing } from '../listing';

/** A task that wanted to run. */
export interface QueuedTask {
  readonly pid: number;
  readonly comm: string;
  readonly task: VirtualAddress;
  /** 0 to 99 real time, 100 to 139 fair, -1 with a deadline; lower runs first. */
  readonly priority: number;
}

/** Who ran on a cpu and who waited for it, as crash's `runq` tells. */
export interface CpuQueue {
  readonly cpu: number;
  /** Of its struct rq. */
  readonly address: VirtualAddress;
  /** The current task counts, unless it is the idle one. */
  readonly runnable: number;
  readonly current: QueuedTask | undefined;
  readonly deadline: readonly QueuedTask[];
  readonly realTime: readonly QueuedTask[];
  readonly fair: readonly QueuedTask[];
}

/** @throws VmcoreError `variable-missing`, `type-missing` */
export function readCpuQueues(objects: KernelObjects): Listing<CpuQueue> {
  const queues = objects.variable('runqueues', 'rq');
  const reader = new QueueReader();
  const found = objects.cpus.flatMap((cpu) => {
    const queue = objects.perCpuObject(queues, cpu);
    return queue ? [{ cpu, queue }] : [];
  });
  const { entries, problems } = listing('run queues', { entries: found }, ({ cpu, queue }): CpuQueue => ({
    cpu,
    address: queue.address,
    runnable: queue.member('nr_running').number,
    current: ifKnown(() => queuedTask(queue.member('curr').target)),
    deadline: reader.deadline(queue.member('dl')),
    realTime: reader.realTime(queue.member('rt')),
    fair: reader.fair(queue.member('cfs')),
  }));
  return { entries, problems: [...problems, ...reader.problems] };
}

class QueueReader {
  readonly problems: Problem[] = [];
  /** Queues of groups: each belongs to one group on one cpu, so whoever comes back to one goes in a circle. */
  private readonly visited = new Set<bigint>();

  /** struct dl_rq: a tree by deadline. */
  deadline(queue: TypedObject): readonly QueuedTask[] {
    return this.tasks(
      'deadline tasks',
      walkRbTree(queue.member('root'), 'sched_dl_entity', 'rb_node'),
      (entity) =>
        // Since 6.8 the other classes have a deadline of their own, too, so that they get to run.
        entity.findMember('dl_server')?.value === 1n
          ? []
          : [queuedTask(entryAt(entity, 'task_struct', 'dl')(entity))],
    );
  }

  /** struct rt_rq: a list for each priority. */
  realTime(queue: TypedObject): readonly QueuedTask[] {
    if (!this.visit(queue)) return [];
    const lists = queue.member('active').member('queue');
    const count = lists.type.kind === 'array' ? Math.min(lists.type.count, 1024) : 0;
    return Array.from({ length: count }, (_, priority) => lists.element(priority)).flatMap((list) =>
      this.tasks('real-time tasks', walkList(list, 'sched_rt_entity', 'run_list'), (entity) =>
        this.taskOrGroup(entity, 'rt'),
      ),
    );
  }

  /** struct cfs_rq: a tree by run time, without what runs. */
  fair(queue: TypedObject): readonly QueuedTask[] {
    if (!this.visit(queue)) return [];
    const queued = this.tasks(
      'fair tasks',
      walkRbTree(queue.member('tasks_timeline'), 'sched_entity', 'run_node'),
      (entity) => this.taskOrGroup(entity, 'se'),
    );
    // A group whose task runs is not in the tree, but others of it may wait.
    const running = queue.member('curr').target;
    const group = running.address === 0n ? undefined : groupOf(running);
    return group ? [...queued, ...this.fair(group)] : queued;
  }

  private taskOrGroup(entity: TypedObject, member: 'rt' | 'se'): readonly QueuedTask[] {
    const group = groupOf(entity);
    if (!group) return [queuedTask(entryAt(entity, 'task_struct', member)(entity))];
    return member === 'rt' ? this.realTime(group) : this.fair(group);
  }

  private visit({ address }: TypedObject): boolean {
    if (this.visited.has(address)) return false;
    this.visited.add(address);
    return true;
  }

  private tasks(
    what: string,
    walk: Parameters<typeof listing<TypedObject, unknown>>[1],
    read: (entity: TypedObject) => readonly QueuedTask[],
  ): readonly QueuedTask[] {
    const { entries, problems } = listing(what, walk, read);
    this.problems.push(...problems);
    return entries.flat();
  }
}

/** The queue that an entity stands for, with CONFIG_FAIR_GROUP_SCHED or CONFIG_RT_GROUP_SCHED; undefined for a task. */
function groupOf(entity: TypedObject): TypedObject | undefined {
  const group = entity.findMember('my_q')?.target;
  return group?.address === 0n ? undefined : group;
}

function queuedTask(task: TypedObject): QueuedTask {
  return {
    pid: task.member('pid').number,
    comm: task.member('comm').text,
    task: task.address,
    priority: task.member('prio').number,
  };
}
