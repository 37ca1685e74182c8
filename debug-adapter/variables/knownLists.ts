/** What hangs on a list or in a tree, and by which member. */
export interface ListLink {
  readonly struct: string;
  /** Empty where the tree has pointers to the structs themselves. */
  readonly member: string;
  /** A variable that is the list's head, where the `list_head` looked at is one of its entries. */
  readonly head?: string;
}

/**
 * Type information does not tell what a list holds. Lists and trees of the kernel's core, by the struct and member
 * that they hang on; the same since 5.4, or since there is a member of that name (include/linux/sched.h, module.h, fs.h,
 * dcache.h, mutex.h, rwsem.h, semaphore.h, wait.h, kobject.h, mm_types.h, netdevice.h, timerqueue.h; kernel/workqueue.c,
 * workqueue_internal.h, sched/sched.h).
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
  'workqueue_struct.pwqs': { struct: 'pool_workqueue', member: 'pwqs_node' },
  'net.dev_base_head': { struct: 'net_device', member: 'dev_list' },
  'dentry.d_children': { struct: 'dentry', member: 'd_sib' },
  'mm_struct.mm_mt': { struct: 'vm_area_struct', member: '' },
  'mm_struct.mm_rb': { struct: 'vm_area_struct', member: 'vm_rb' },
  'address_space.i_pages': { struct: 'folio', member: '' },
  'cfs_rq.tasks_timeline': { struct: 'sched_entity', member: 'run_node' },
  'timerqueue_head.rb_root': { struct: 'timerqueue_node', member: 'node' },
};

/** @param place the struct and member of the list's head: `task_struct.children` */
export function knownList(place: string | undefined): ListLink | undefined {
  return place !== undefined && Object.hasOwn(links, place) ? links[place] : undefined;
}

/** `task_struct.sibling`, or `folio` for a tree that has pointers to them; undefined for what is no such text. */
export function parseListLink(text: string): ListLink | undefined {
  const [, struct, member = ''] = /^(?:struct )?(\w{1,100})(?:\.([\w.]{1,100}))?$/.exec(text.trim()) ?? [];
  return struct === undefined ? undefined : { struct, member };
}
