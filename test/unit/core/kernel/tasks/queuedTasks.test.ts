import assert from 'node:assert/strict';
import { readCpuQueues, type QueuedTask } from '../../../../../core/kernel/tasks/queuedTasks';
import { FakeCpus } from '../../../../support/fakeCpus';
import { structTypes } from '../../../../support/structTypes';

const types = {
  sched_entity: { run_node: 'rb_node', my_q: 'cfs_rq*' },
  cfs_rq: { tasks_timeline: 'rb_root_cached', curr: 'sched_entity*' },
  sched_rt_entity: { run_list: 'list_head', my_q: 'rt_rq*' },
  rt_prio_array: { queue: 'list_head[4]' },
  rt_rq: { active: 'rt_prio_array' },
  sched_dl_entity: { rb_node: 'rb_node', dl_server: 'u32' },
  dl_rq: { root: 'rb_root_cached' },
  task_struct: {
    pid: 'u32',
    comm: 'char[16]',
    prio: 's32',
    se: 'sched_entity',
    rt: 'sched_rt_entity',
    dl: 'sched_dl_entity',
  },
  rq: { nr_running: 'u32', cfs: 'cfs_rq', rt: 'rt_rq', dl: 'dl_rq', curr: 'task_struct*' },
};

const pids = (tasks: readonly QueuedTask[] = []): number[] => tasks.map(({ pid }) => pid);

class FakeQueues extends FakeCpus {
  readonly queues: readonly bigint[];

  constructor() {
    super(structTypes(types), 2);
    this.queues = this.perCpu('runqueues', 'rq', 2);
    for (const queue of this.queues) this.clearRealTime(this.addressOf('rq', queue, 'rt'));
  }

  clearRealTime(queue: bigint): void {
    for (const index of [0, 1, 2, 3]) this.link([this.addressOf('rt_rq', queue, `active.queue[${index}]`)]);
  }

  task(pid: number, prio: bigint): bigint {
    const address = this.allocate('task_struct');
    this.set('task_struct', address, { pid: BigInt(pid), comm: `task${pid}`, prio });
    return address;
  }

  /** The only entity of a fair queue. */
  queueFair(queue: bigint, entity: bigint): void {
    this.set('cfs_rq', queue, {
      'tasks_timeline.rb_root.rb_node': this.addressOf('sched_entity', entity, 'run_node'),
    });
  }
}

describe('run queues', () => {
  it('have who runs and who waits, in groups and out of them', () => {
    const kernel = new FakeQueues();
    const [first = 0n] = kernel.queues;
    const group = kernel.allocate('cfs_rq');
    const groupEntity = kernel.allocate('sched_entity');
    kernel.set('sched_entity', groupEntity, { my_q: group });
    kernel.queueFair(kernel.addressOf('rq', first, 'cfs'), groupEntity);
    kernel.queueFair(group, kernel.addressOf('task_struct', kernel.task(30, 120n), 'se'));
    const urgent = kernel.task(40, 2n);
    kernel.link([
      kernel.addressOf('rq', first, 'rt.active.queue[2]'),
      kernel.addressOf('task_struct', urgent, 'rt.run_list'),
    ]);
    const dated = kernel.task(50, -1n);
    kernel.set('rq', first, {
      nr_running: 4n,
      curr: kernel.task(1, 120n),
      'dl.root.rb_root.rb_node': kernel.addressOf('task_struct', dated, 'dl.rb_node'),
    });
    const { entries, problems } = readCpuQueues(kernel.objects);
    assert.deepEqual(problems, []);
    const [queue] = entries;
    assert.ok(queue);
    assert.deepEqual([queue.cpu, queue.runnable, queue.current?.comm], [0, 4, 'task1']);
    assert.deepEqual([pids(queue.deadline), pids(queue.realTime), pids(queue.fair)], [[50], [40], [30]]);
    assert.deepEqual([queue.deadline[0]?.priority, queue.realTime[0]?.priority], [-1, 2]);
  });

  it('leave out the server that stands for all other classes among the deadlines', () => {
    const kernel = new FakeQueues();
    const [first = 0n] = kernel.queues;
    const server = kernel.allocate('sched_dl_entity');
    kernel.set('sched_dl_entity', server, { dl_server: 1n });
    kernel.set('rq', first, {
      'dl.root.rb_root.rb_node': kernel.addressOf('sched_dl_entity', server, 'rb_node'),
    });
    assert.deepEqual(readCpuQueues(kernel.objects).entries[0]?.deadline, []);
  });

  it('end where groups hold one another in a circle', () => {
    const kernel = new FakeQueues();
    const [first = 0n] = kernel.queues;
    const group = kernel.allocate('cfs_rq');
    const entity = kernel.allocate('sched_entity');
    kernel.set('sched_entity', entity, { my_q: group });
    kernel.queueFair(kernel.addressOf('rq', first, 'cfs'), entity);
    kernel.queueFair(group, entity);
    assert.deepEqual(readCpuQueues(kernel.objects).entries[0]?.fair, []);
  });
});
