/**
 * PF_ flags of task_struct.flags that have meant the same since 4.18 (include/linux/sched.h): the others came, went or
 * moved between releases, and the dump does not tell which it has.
 */
const names: ReadonlyMap<number, string> = new Map([
  [0x1, 'PF_VCPU'],
  [0x2, 'PF_IDLE'],
  [0x4, 'PF_EXITING'],
  [0x20, 'PF_WQ_WORKER'],
  [0x40, 'PF_FORKNOEXEC'],
  [0x80, 'PF_MCE_PROCESS'],
  [0x100, 'PF_SUPERPRIV'],
  [0x200, 'PF_DUMPCORE'],
  [0x400, 'PF_SIGNALED'],
  [0x800, 'PF_MEMALLOC'],
  [0x1000, 'PF_NPROC_EXCEEDED'],
  [0x8000, 'PF_NOFREEZE'],
  [0x20000, 'PF_KSWAPD'],
  [0x40000, 'PF_MEMALLOC_NOFS'],
  [0x80000, 'PF_MEMALLOC_NOIO'],
  [0x200000, 'PF_KTHREAD'],
  [0x400000, 'PF_RANDOMIZE'],
  [0x4000000, 'PF_NO_SETAFFINITY'],
  [0x8000000, 'PF_MCE_EARLY'],
]);

/** The flags by name, and what has none as one hex number. */
export function taskFlagNames(flags: number): readonly string[] {
  const bits = flags >>> 0;
  const named = [...names].filter(([bit]) => (bits & bit) !== 0);
  const rest = named.reduce((left, [bit]) => left & ~bit, bits) >>> 0;
  return [...named.map(([, name]) => name), ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])];
}
