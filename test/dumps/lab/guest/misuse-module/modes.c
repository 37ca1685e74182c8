// SPDX-License-Identifier: MIT
#include <linux/module.h>
#include <linux/string.h>

#include "labmisuse.h"

static const struct labmisuse_mode {
	const char *name;
	void (*crash)(void);
} labmisuse_modes[] = {
	{ "bad-argument", labmisuse_bad_argument },
	{ "wild-argument", labmisuse_wild_argument },
	{ "bad-member", labmisuse_bad_member },
	{ "spin-deadlock", labmisuse_spin_deadlock },
	{ "return-probe", labmisuse_return_probe },
	{ "function-probe", labmisuse_function_probe },
	{ "probe-handler", labmisuse_probe_handler },
};

static labmisuse_step int labmisuse_set_mode(const char *value, const struct kernel_param *parameter)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(labmisuse_modes); i++) {
		if (!sysfs_streq(value, labmisuse_modes[i].name))
			continue;
		labmisuse_modes[i].crash();
		return 0;
	}
	return -EINVAL;
}

static const struct kernel_param_ops labmisuse_mode_ops = { .set = labmisuse_set_mode };
module_param_cb(mode, &labmisuse_mode_ops, NULL, 0200);

MODULE_DESCRIPTION("Crashes the kernel inside of its own functions");
MODULE_LICENSE("Dual MIT/GPL");
