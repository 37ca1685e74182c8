import { FakeObjects, imageAt } from './fakeObjects';
import { taskTypes } from './taskTypes';

const perCpuSizeBytes = 0x1000n;

/** A kernel with tasks: every one is on the task list, in the pid table, and has threads. */
export class FakeTasks extends FakeObjects {
  readonly initTask: bigint;
  private readonly leaders: bigint[] = [];
  private readonly threads = new Map<bigint, bigint[]>();
  private readonly pids = new Map<number, bigint>();
  private readonly runQueues: bigint;

  constructor(
    private readonly cpuCount = 2,
    types = taskTypes(),
  ) {
    super(types);
    this.initTask = this.task(0, 'swapper/0', { real_parent: this.nextAddress });
    this.symbols.set('init_task', this.initTask);
    this.symbols.set('init_pid_ns', this.allocate('pid_namespace'));
    this.runQueues = this.allocate('rq', cpuCount);
    this.symbols.set('runqueues', 0x100n);
    this.writeCpus();
  }

  process(pid: number, comm: string, values: Record<string, bigint> = {}): bigint {
    const address = this.task(pid, comm, { tgid: BigInt(pid), ...values });
    const signal = this.allocate('signal_struct');
    this.set('task_struct', address, { signal });
    this.leaders.push(address);
    this.threads.set(address, [address]);
    this.pids.set(pid, address);
    return address;
  }

  thread(leader: bigint, pid: number, comm: string): bigint {
    const address = this.task(pid, comm);
    this.threads.get(leader)?.push(address);
    this.pids.set(pid, address);
    return address;
  }

  pidAddress(pid: number): bigint | undefined {
    return this.pids.get(pid);
  }

  run(cpu: number, current: bigint, idle: bigint): void {
    const queue = this.runQueues + BigInt(cpu) * perCpuSizeBytes;
    this.set('rq', queue, { curr: current, idle });
  }

  /** Writes the lists and the pid table; call it when all tasks are made. */
  connect(): this {
    const at = (task: bigint, member: string): bigint => this.addressOf('task_struct', task, member);
    this.link([this.initTask, ...this.leaders].map((task) => at(task, 'tasks')));
    for (const [leader, threads] of this.threads) {
      const signal = this.objects.struct('task_struct', leader).member('signal').pointer;
      const head = this.addressOf('signal_struct', signal, 'thread_head');
      this.link([head, ...threads.map((thread) => at(thread, 'thread_node'))]);
    }
    this.writePidTable();
    return this;
  }

  /** Where the next object will stand. */
  private get nextAddress(): bigint {
    return imageAt + 0x10000n;
  }

  private task(pid: number, comm: string, values: Record<string, bigint> = {}): bigint {
    const address = this.allocate('task_struct');
    this.set('task_struct', address, { pid: BigInt(pid), comm, ...values });
    return address;
  }

  private writeCpus(): void {
    const words = (name: string, values: readonly bigint[]): void => {
      const address = this.allocate('xa_node');
      values.forEach((value, index) => {
        this.memory.write64(BigInt.asUintN(32, address) + BigInt(index * 8), value);
      });
      this.symbols.set(name, address);
    };
    const cpus = Array.from({ length: this.cpuCount }, (_, cpu) => BigInt(cpu));
    words('nr_cpu_ids', [BigInt(this.cpuCount)]);
    words('__cpu_possible_mask', [(1n << BigInt(this.cpuCount)) - 1n]);
    words(
      '__per_cpu_offset',
      cpus.map((cpu) => this.runQueues - 0x100n + cpu * perCpuSizeBytes),
    );
  }

  /** Two levels: nodes of 64 places under one of shift 6. */
  private writePidTable(): void {
    const root = this.allocate('xa_node');
    this.set('xa_node', root, { shift: 6n });
    const nodes = new Map<number, bigint>();
    for (const [number, task] of this.pids) {
      const block = number >> 6;
      const node = nodes.get(block) ?? this.allocate('xa_node');
      nodes.set(block, node);
      const pid = this.allocate('pid');
      this.set('pid', pid, { 'tasks[0].first': this.addressOf('task_struct', task, 'pid_links') });
      this.set('xa_node', root, { [`slots[${block}]`]: node + 2n });
      this.set('xa_node', node, { [`slots[${number & 63}]`]: pid });
    }
    this.set('pid_namespace', this.symbols.get('init_pid_ns') ?? 0n, { 'idr.idr_rt.xa_head': root + 2n });
  }
}
