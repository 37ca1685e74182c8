import type { ListedTask } from '../../../../webviews/tasks/model/listedTask';

/** A sleeping user task of which everything is known. */
export function listedTask(values: Partial<ListedTask> = {}): ListedTask {
  return {
    task: '0xffff888003c0a000',
    pid: 1234,
    tgid: 1234,
    ppid: 1,
    comm: 'mysqld',
    state: 'S',
    cpu: 3,
    role: null,
    kernelThread: false,
    residentBytes: 1_048_576,
    virtualBytes: 8_388_608,
    runMs: 2500,
    sinceRunMs: 132_042,
    stack: '0xffffc90000010000',
    waitChannel: 'do_wait',
    ...values,
  };
}
