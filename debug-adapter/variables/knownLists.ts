/** What hangs on a `list_head`, and by which member. */
export interface ListLink {
  readonly struct: string;
  readonly member: string;
  /** A variable that is the list's head, where the `list_head` looked at is one of its entries. */
  readonly head?: string;
}

/**
 * Type information does not tell what a list holds. Lists of the kernel's core, by the struct and member that they
 * hang on; the same since 5.4 or longer (include/linux/sched.h, module.h, fs.h, dcache.h, mutex.h, rwsem.h,
 * semaphore.h, wait.h, kobject.h; kernel/workqueue.c, workqueue_internal.h).
 */
const links: Readonly<Record<string, ListLink>> = {
  'task_struct.children': { struct: 'task_struct', member: 'sibling' },
  'task_struct.tasks': { struct: 'task_struct', member: 'tasks' },
  'task_struct.thread_node': { struct: 'task_struct', member: 'thread_node' },
  'signal_struct.thread_head': { struct: 'task_struct', member: 'thread_node' },
  'module.list': { struct: 'module', member: 'list', head: 'modules' },
  'module.source_list': { struct: 'module_use', member: 'source_list' },
  'module.target_list': { struct: 'module_use', member: 'target_list' },
  'super_block.s_list': { struct: 'super_block', member: 's_list', head: 'super_blocks' },
  'super_block.s_inodes': { struct: 'inode', member: 'i_sb_list' },
  'dentry.d_subdirs': { struct: 'dentry', member: 'd_child' },
  'wait_queue_head.head': { struct: 'wait_queue_entry', member: 'entry' },
  'mutex.wait_list': { struct: 'mutex_waiter', member: 'list' },
  'rw_semaphore.wait_list': { struct: 'rwsem_waiter', member: 'list' },
  'semaphore.wait_list': { struct: 'semaphore_waiter', member: 'list' },
  'kset.list': { struct: 'kobject', member: 'entry' },
  'worker_pool.worklist': { struct: 'work_struct', member: 'entry' },
  'worker_pool.workers': { struct: 'worker', member: 'node' },
};

/** @param place the struct and member of the `list_head`: `task_struct.children` */
export function knownList(place: string | undefined): ListLink | undefined {
  return place !== undefined && Object.hasOwn(links, place) ? links[place] : undefined;
}
