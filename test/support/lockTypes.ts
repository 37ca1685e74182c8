import type { BtfBuilder } from './btfBuilder';
import { taskTypes } from './taskTypes';

/** How a lock knows who waits: by the head of a list until 7.0, by a pointer to the first waiter since. */
export type QueueForm = 'head' | 'first-waiter';

/** Tasks, locks and what waits for them; every lock has its queue, as every waiter its link, at offset 16. */
export function lockTypes(form: QueueForm): BtfBuilder {
  const btf = taskTypes();
  const u8 = btf.integer('u8', 1);
  const u32 = btf.integer('u32', 4);
  const s64 = btf.integer('s64', 8, { signed: true });
  const anything = btf.pointer(0);
  const list = btf.struct('list_head', 16, [
    ['next', anything, 0],
    ['prev', anything, 64],
  ]);
  const counter = btf.struct('atomic64_t', 8, [['counter', s64, 0]]);
  const queue =
    form === 'head' ? (['wait_list', list, 128] as const) : (['first_waiter', anything, 128] as const);
  for (const name of ['mutex', 'rw_semaphore']) btf.struct(name, 32, [['owner', counter, 0], queue]);
  for (const name of ['mutex_waiter', 'rwsem_waiter']) {
    btf.struct(name, 48, [
      ['task', anything, 0],
      ['type', u32, 64],
      ['list', list, 128],
    ]);
  }
  const swaitHead = btf.struct('swait_queue_head', 24, [['task_list', list, 64]]);
  btf.struct('completion', 32, [['wait', swaitHead, 64]]);
  btf.struct('swait_queue', 24, [
    ['task', anything, 0],
    ['task_list', list, 64],
  ]);
  const entry = btf.struct('wait_queue_entry', 40, [
    ['private', anything, 64],
    ['entry', list, 192],
  ]);
  btf.struct('wait_page_queue', 56, [
    ['folio', anything, 0],
    ['bit_nr', u32, 64],
    ['wait', entry, 128],
  ]);
  btf.struct('stack_page', 4096, [['bytes', u8, 0]]);
  return btf;
}
