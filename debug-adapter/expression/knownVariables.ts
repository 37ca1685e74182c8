/** Type information has the types of per-cpu variables alone; of these well-known others the struct is certain. */
export const knownVariables: Readonly<Record<string, string | undefined>> = {
  init_task: 'task_struct',
  init_mm: 'mm_struct',
  init_net: 'net',
  init_pid_ns: 'pid_namespace',
  init_uts_ns: 'uts_namespace',
  init_user_ns: 'user_namespace',
  init_nsproxy: 'nsproxy',
  modules: 'list_head',
  super_blocks: 'list_head',
};
