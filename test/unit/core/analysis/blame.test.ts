import assert from 'node:assert/strict';
import { countGoingDown, findGuilty } from '../../../../core/analysis/blame';

const stack = (functions: string): { readonly symbol: string }[] =>
  functions.split(' ').map((symbol) => ({ symbol }));

const exception = 'delay_tsc panic oops_end.cold page_fault_oops exc_page_fault asm_exc_page_fault';

describe('the frames of a kernel that goes down', () => {
  it('end where the function begins that an exception came upon', () => {
    assert.equal(countGoingDown(stack(`${exception} set_depth fill_queue vfs_write`)), 6);
  });

  it('end where panic() was called', () => {
    assert.equal(countGoingDown(stack('__crash_kexec panic sysrq_handle_crash write_sysrq_trigger')), 2);
  });

  it('go on over helpers that failed for what they were given', () => {
    assert.equal(countGoingDown(stack(`${exception} memcpy_orig copy_record vfs_write`)), 7);
  });

  it('have what was inlined into them with them, and the guilty function its own', () => {
    const inlined = { symbol: 'handle_fault', inlined: true };
    const reporting = [...stack('delay_tsc panic'), inlined, ...stack('exc_page_fault asm_exc_page_fault')];
    assert.equal(countGoingDown([...reporting, ...stack('set_depth fill_queue')]), 5);
    assert.equal(countGoingDown([...reporting, inlined, ...stack('set_depth fill_queue')]), 5);
  });

  it('are none where nothing went down, and where only plumbing and the entry are left', () => {
    assert.equal(countGoingDown(stack('__schedule schedule do_nanosleep do_syscall_64')), 0);
    assert.equal(countGoingDown(stack('panic do_exit_to_nothing.cold entry_SYSCALL_64')), 1);
    assert.equal(countGoingDown(stack('panic die entry_SYSCALL_64 vfs_write')), 0);
    assert.equal(countGoingDown([]), 0);
  });

  it('have no guilty function behind the entry', () => {
    assert.deepEqual(findGuilty(stack('memcpy copy_record')), { symbol: 'copy_record' });
    assert.equal(findGuilty(stack('memcpy entry_SYSCALL_64 copy_record')), undefined);
  });
});
