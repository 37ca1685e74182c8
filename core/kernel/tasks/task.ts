import type { VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import { taskState, type TaskState } from './taskState';

/** One thread, as far as the dump tells of it. */
export interface Task {
  /** Its task_struct, for what is not read here. */
  readonly object: TypedObject;
  readonly address: VirtualAddress;
  /** Undefined where the dump lacks the task_struct. */
  readonly pid: number | undefined;
  /** The process that the thread belongs to. */
  readonly tgid: number | undefined;
  /** The process that it was started from; 0 for an idle task, whose parent is whoever brought its cpu up. */
  readonly ppid: number | undefined;
  readonly comm: string | undefined;
  readonly state: TaskState | undefined;
  /** Where it runs, or ran last. */
  readonly cpu: number | undefined;
  /** Whether it is what its cpu executes. */
  readonly onCpu: boolean;
  /** PF_ flags of include/linux/sched.h. */
  readonly flags: number | undefined;
  readonly isKernelThread: boolean;
  /** Its mm_struct; at address 0 for a kernel thread, and for a process that gave its memory up. */
  readonly mm: TypedObject | undefined;
  /** Since boot. */
  readonly startTimeNs: bigint | undefined;
  /** When it was last put on a cpu, by the scheduler's clock; 0 for never. */
  readonly lastRunNs: bigint | undefined;
  /** Time on a cpu in all. */
  readonly runTimeNs: bigint | undefined;
  /** The lowest address of its kernel stack; undefined once a dead task has given it up. */
  readonly stackBase: VirtualAddress | undefined;
}

const kernelThreadFlag = 0x0020_0000;

/** @param isCurrent whether the run queue of its cpu names it; undefined where run queues are unknown */
export function readTask(object: TypedObject, isCurrent: boolean | undefined): Task {
  const number = (...names: readonly string[]): number | undefined =>
    ifKnown(() => object.member(...names).number);
  const flags = number('flags');
  const pid = number('pid');
  return {
    object,
    address: object.address,
    pid,
    tgid: number('tgid'),
    ppid: pid === 0 ? 0 : readParent(object),
    comm: ifKnown(() => object.member('comm').text),
    state: readState(object),
    cpu: readCpu(object),
    onCpu: isCurrent ?? number('on_cpu') === 1,
    flags,
    isKernelThread: ((flags ?? 0) & kernelThreadFlag) !== 0,
    mm: ifKnown(() => object.member('mm').target),
    startTimeNs: ifKnown(() => object.member('start_boottime', 'real_start_time', 'start_time').value),
    lastRunNs: ifKnown(() => object.member('sched_info').member('last_arrival').value),
    runTimeNs: ifKnown(() => object.member('se').member('sum_exec_runtime').value),
    stackBase: ifKnown(() => object.member('stack').pointer || undefined),
  };
}

function readParent(object: TypedObject): number | undefined {
  return ifKnown(() => object.member('real_parent', 'parent').target.member('tgid').number);
}

/** `state` became `__state` in 5.14. */
function readState(object: TypedObject): TaskState | undefined {
  return ifKnown(() =>
    taskState(object.member('__state', 'state').number, object.member('exit_state').number),
  );
}

/** In thread_info since 5.16, before that in the task itself; without CONFIG_THREAD_INFO_IN_TASK below the stack. */
function readCpu(object: TypedObject): number | undefined {
  return ifKnown(() => {
    const inTask = object.findMember('thread_info')?.findMember('cpu') ?? object.findMember('cpu');
    return (inTask ?? object.member('stack').target.as('thread_info').member('cpu')).number;
  });
}
