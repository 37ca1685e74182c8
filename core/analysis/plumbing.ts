import { functionName } from './scene/crashFrame';

/** What prints, panics, or brings an exception to its handler. */
const reporting = [
  'dump_stack(_lvl)?|dump_backtrace|show_stack|show_regs|__show_regs|_?printk|v?printk_\\w+|vprintk',
  'v?panic|nmi_panic|oops_(begin|end)|die|__die(_body)?|die_\\w+|check_panic_on_warn|panic_on_\\w+|panic_other_cpus_shutdown',
  '__crash_kexec|crash_kexec|machine_kexec|crash_setup_regs|native_machine_crash_shutdown|panic_smp_self_stop',
  'do_trap(_no_signal)?|do_error_trap|exc_\\w+|asm_exc_\\w+|handle_stack_overflow|do_double_fault|double_fault',
  'page_fault(_oops)?|do_page_fault|__do_page_fault|do_user_addr_fault|do_kern_addr_fault|no_context|(__)?bad_area\\w*',
  'kernelmode_fixup_or_oops|general_protection|do_general_protection|do_invalid_op|invalid_op|do_divide_error|divide_error',
  'handle_bug|fixup_bug|report_bug|__report_bug|__warn|__warn_printk|warn_slowpath_\\w+|__WARN_\\w+|do_coprocessor_error',
  'error_entry|error_return|paranoid_\\w+|ret_from_exception|fixup_exception|mce_panic|do_machine_check|mce_\\w+',
  'do_mem_abort|do_translation_fault|do_bad_area|do_alignment_fault|do_sea|__do_kernel_fault|arm64_\\w+_die|arm64_notify_die',
  'el1_\\w+|el1[th]?_64_\\w+|el1_sync(_handler)?|bug_handler|bug_brk_handler|call_break_hook|brk_handler|do_debug_exception|do_el1_\\w+',
  'do_undefinstr|do_serror|arm64_serror_panic|bad_mode|__bad_stack|handle_bad_stack|panic_bad_stack',
  'serial8250_\\w+|univ8250_\\w+|uart_console_\\w+|pl011_console_\\w+|console_(unlock|emit_next_record|flush\\w*|trylock\\w*)|__console_\\w+|nbcon_\\w+|vprintk_\\w+|wait_for_(xmitr|lsr)',
  'ftrace_trampoline',
].join('|');

const sanitizers =
  'kasan_\\w+|__kasan_\\w+|__asan_\\w+|__hwasan_\\w+|print_report|print_address_description\\w*|check_region_inline|kfence_\\w+|__kfence_\\w+|kmsan_\\w+|__msan_\\w+|__ubsan_\\w+|ubsan_\\w+|kcsan_\\w+';

/** Small helpers that fail because of what they were given. */
const helpers = [
  '__list_(add|del)\\w*|list_(add|del|move|sort|lru)\\w*|__hlist_\\w+|plist_\\w+|rb_\\w+|__rb_\\w+|xas_\\w+|radix_tree_\\w+|mas_\\w+|llist_\\w+',
  'usercopy_abort|__check_object_size|check_heap_object|__stack_chk_fail|__?fortify_panic|__fortify_report|refcount_\\w+|__refcount_\\w+',
  '_?_?(pi_)?mem(cpy|set|move|cmp|chr|chr_inv|scan|dup)\\w*|__memcpy\\w*|__memset\\w*|__memmove\\w*|kmemdup\\w*',
  '_?_?(pi_)?str(n|l|s)?(cpy|cat|cmp|casecmp|len|chr|rchr|chrnul|str|sep|spn|cspn|pbrk|dup)\\w*|sized_strscpy|kstrdup\\w*|kstrto\\w+|sysfs_streq',
  '_?_?(arch_)?copy_(to|from|user|in)\\w*|_copy_\\w+|rep_(movs|stos)_alternative|clear_(page|user)\\w*|copy_page\\w*|csum_partial\\w*',
  'vs[cn]*printf|sn?printf|scnprintf|string(_nocheck)?|pointer|number|format_decode|seq_(printf|puts|write|vprintf)',
  '_?find_(first|next|last)_\\w*bit\\w*|__bitmap_\\w+|bitmap_\\w+',
].join('|');

const allocators = [
  'k[vz]?free(_\\w+)?|kvfree\\w*|__kfree\\w*|vfree\\w*|__vfree|kmem_cache_(alloc|free|zalloc)\\w*|___?kmem_cache_\\w+|__kmem_cache_\\w+',
  '__kmalloc\\w*|k[mzc]alloc\\w*|kmalloc_\\w+|kvmalloc\\w*|__kvmalloc\\w*|krealloc\\w*|__do_k(malloc|realloc)\\w*|slab_\\w+|__slab_\\w+|___slab_\\w+|do_slab_free',
  'cache_from_obj|object_err|check_(slab|object)|free_(debug_processing|to_partial_list|consistency_checks)|set_freepointer|get_freepointer\\w*|put_cpu_partial|get_partial\\w*|__unfreeze_partials|deactivate_slab|allocate_slab|new_slab',
  'out_of_memory|oom_\\w+|pagefault_out_of_memory|mem_cgroup_\\w*oom\\w*|__alloc_\\w*pages\\w*',
  '__?free_(pages|one_page|frozen_pages|unref_\\w+)\\w*|free_pcppages_bulk|bad_page|get_page_from_freelist|__alloc_pages\\w*|alloc_pages\\w*|rmqueue\\w*|__rmqueue\\w*',
].join('|');

const locks = [
  '_raw_(spin|read|write)_\\w+|__raw_(spin|read|write)_\\w+|do_raw_(spin|read|write)_\\w+|spin_(bug|dump)|native_queued_\\w+|queued_(spin|read|write)_\\w+|__pv_queued_\\w+|pv_\\w+|virt_spin_lock\\w*|osq_\\w+|lock_(acquire|release)|__lock_acquire',
  '(__)?mutex_(lock|unlock|trylock)\\w*|__ww_mutex_\\w+|ww_mutex_\\w+|rt_mutex_\\w+|__rt_mutex_\\w+|rtlock_\\w+',
  '(__)?down(_\\w+)?|(__)?up(_\\w+)?|rwsem_\\w+|__rwsem_\\w+|percpu_(down|up)_\\w+|__percpu_(down|up)_\\w+',
].join('|');

/** How a task gives its cpu away. */
const waits = [
  '__schedule|schedule\\w*|io_schedule\\w*|preempt_schedule\\w*|__cond_resched|__switch_to(_asm)?|context_switch|msleep\\w*|usleep_range\\w*|ssleep|do_nanosleep',
  '(do_)?wait_for_(common|completion)\\w*|__wait_for_common|wait_on_\\w+|__wait_on_\\w+|out_of_line_wait_on_\\w+|bit_wait\\w*|(folio|page)_wait_\\w+|prepare_to_(wait|swait)\\w*|wait_woken',
  '__delay|delay_\\w+|__(const_)?[un]delay|__udelay|__ndelay|__bad_[un]delay|cpu_relax|pause',
].join('|');

const plumbing = new RegExp(`^(${[reporting, sanitizers, helpers, allocators, locks, waits].join('|')})$`);
const allocator = new RegExp(`^(${allocators})$`);

/** Where the kernel was entered: nothing behind it is to blame, and what it interrupted is another story. */
const entry =
  /^(entry_\w+|asm_(?!exc_)\w+|do_syscall_(64|x64|32_irqs_on)|x64_sys_call|__x64_sys_call|do_(int80|fast)_\w+|ret_from_fork(_asm)?|el0\w*|invoke_syscall|el0_svc_common|do_el0_svc|common_interrupt|sysvec_\w+|__sysvec_\w+|call_on_irq_stack|do_softirq_own_stack|secondary_startup_\w+|start_secondary|x86_64_start_\w+|start_kernel|rest_init|cpu_startup_entry|common_startup_64|__primary_switched|__secondary_switched|kthread)$/;

/** Code that fails for its callers' mistakes, or that only tells of failures. */
export function isPlumbing(symbol: string): boolean {
  return plumbing.test(functionName(symbol));
}

/** The slab and page allocators: they fail for what somebody did to memory long before. */
export function isAllocator(symbol: string): boolean {
  return allocator.test(functionName(symbol));
}

export function isEntry(symbol: string): boolean {
  return entry.test(functionName(symbol));
}
