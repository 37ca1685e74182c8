import { BtfBuilder } from './btfBuilder';

/** The structs that lead to tasks, with members at places of their own, as no kernel has them. */
export function taskTypes(): BtfBuilder {
  const btf = new BtfBuilder();
  const u8 = btf.integer('unsigned char', 1);
  const int = btf.integer('int', 4, { signed: true });
  const u32 = btf.integer('unsigned int', 4);
  const u64 = btf.integer('u64', 8);
  const comm = btf.array(btf.integer('char', 1), 16);
  const anything = btf.pointer(0);
  const list = btf.struct('list_head', 16, [
    ['next', btf.next + 1, 0],
    ['prev', btf.next + 1, 64],
  ]);
  btf.pointer(list);
  const node = btf.struct('hlist_node', 16, [
    ['next', btf.next + 1, 0],
    ['pprev', anything, 64],
  ]);
  const nodePointer = btf.pointer(node);
  const hashHead = btf.struct('hlist_head', 8, [['first', nodePointer, 0]]);
  const counter = btf.struct('atomic_long_t', 8, [['counter', u64, 0]]);
  const rssStat = btf.struct('mm_rss_stat', 32, [['count', btf.array(counter, 4), 0]]);
  const mm = btf.pointer(
    btf.struct('mm_struct', 96, [
      ['total_vm', u64, 0],
      ['rss_stat', rssStat, 64],
      ['arg_start', u64, 320],
      ['arg_end', u64, 384],
      ['pgd', anything, 448],
    ]),
  );
  const signal = btf.pointer(btf.struct('signal_struct', 32, [['thread_head', list, 64]]));
  const schedInfo = btf.struct('sched_info', 16, [['last_arrival', u64, 64]]);
  const task = btf.next;
  btf.struct('task_struct', 256, [
    ['__state', u32, 0],
    ['exit_state', int, 32],
    ['pid', int, 64],
    ['tgid', int, 96],
    ['cpu', u32, 128],
    ['on_cpu', int, 160],
    ['flags', u32, 192],
    ['comm', comm, 256],
    ['tasks', list, 384],
    ['thread_node', list, 512],
    ['pid_links', btf.next + 1, 640],
    ['signal', signal, 1152],
    ['mm', mm, 1216],
    ['real_parent', btf.next + 2, 1280],
    ['stack', anything, 1344],
    ['start_time', u64, 1408],
    ['sched_info', schedInfo, 1472],
  ]);
  btf.array(node, 4);
  const taskPointer = btf.pointer(task);
  btf.struct('rq', 16, [
    ['curr', taskPointer, 0],
    ['idle', taskPointer, 64],
  ]);
  const xarray = btf.struct('xarray', 16, [['xa_head', anything, 64]]);
  btf.struct('xa_node', 544, [
    ['shift', u8, 0],
    ['slots', btf.array(anything, 64), 256],
  ]);
  const idr = btf.struct('idr', 24, [['idr_rt', xarray, 0]]);
  btf.struct('pid_namespace', 32, [['idr', idr, 64]]);
  btf.struct('pid', 64, [['tasks', btf.array(hashHead, 4), 128]]);
  return btf;
}
