// SPDX-License-Identifier: MIT
#include <linux/module.h>
#include <linux/string.h>

#include "labcrash.h"

static const struct labcrash_mode {
	const char *name;
	void (*crash)(void);
} labcrash_modes[] = {
	{ "null-deref", labcrash_null_deref },
	{ "wild-pointer", labcrash_wild_pointer },
	{ "divide", labcrash_divide },
	{ "exec-null", labcrash_exec_null },
	{ "bug", labcrash_bug },
	{ "warn", labcrash_warn },
	{ "panic", labcrash_panic },
	{ "stack-overflow", labcrash_stack_overflow },
	{ "list-corruption", labcrash_list_corruption },
	{ "use-after-free", labcrash_use_after_free },
	{ "double-free", labcrash_double_free },
	{ "out-of-memory", labcrash_out_of_memory },
	{ "deadlock", labcrash_deadlock },
	{ "timer", labcrash_timer },
	{ "work", labcrash_work },
	{ "spin", labcrash_spin },
};

static labcrash_step int labcrash_set_mode(const char *value, const struct kernel_param *parameter)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(labcrash_modes); i++) {
		if (!sysfs_streq(value, labcrash_modes[i].name))
			continue;
		labcrash_modes[i].crash();
		return 0;
	}
	return -EINVAL;
}

static const struct kernel_param_ops labcrash_mode_ops = { .set = labcrash_set_mode };
module_param_cb(mode, &labcrash_mode_ops, NULL, 0200);

MODULE_DESCRIPTION("Crashes the kernel in a chosen way");
MODULE_LICENSE("Dual MIT/GPL");
