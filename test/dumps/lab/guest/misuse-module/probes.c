// SPDX-License-Identifier: MIT
#include <linux/kprobes.h>
#include <linux/version.h>
#if IS_ENABLED(CONFIG_FPROBE)
#include <linux/fprobe.h>
#endif

#include "labmisuse.h"

/* Crashes below functions whose return address a probe has replaced, or in a probe's own handler. */

static int *labmisuse_nothing;

static labmisuse_step void labmisuse_fail(int depth)
{
	*READ_ONCE(labmisuse_nothing) = depth;
	labmisuse_called();
}

static labmisuse_step void labmisuse_inner(int depth)
{
	labmisuse_fail(depth);
	labmisuse_called();
}

static labmisuse_step void labmisuse_outer(int depth)
{
	labmisuse_inner(depth + 1);
	labmisuse_called();
}

static int labmisuse_returned(struct kretprobe_instance *instance, struct pt_regs *registers)
{
	return 0;
}

/* Two of them on one stack. */
static struct kretprobe labmisuse_return_probes[] = {
	{ .kp.symbol_name = "labmisuse_inner", .handler = labmisuse_returned },
	{ .kp.symbol_name = "labmisuse_outer", .handler = labmisuse_returned },
};

labmisuse_step void labmisuse_return_probe(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(labmisuse_return_probes); i++)
		pr_info("labmisuse: return probe %d\n", register_kretprobe(&labmisuse_return_probes[i]));
	labmisuse_outer(1);
	labmisuse_called();
}

#if IS_ENABLED(CONFIG_FPROBE)
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#define labmisuse_registers pt_regs
#else
#define labmisuse_registers ftrace_regs
#endif

static void labmisuse_left(struct fprobe *probe, unsigned long function, unsigned long caller,
			   struct labmisuse_registers *registers, void *data)
{
}

static struct fprobe labmisuse_fprobe = { .exit_handler = labmisuse_left };
#endif

labmisuse_step void labmisuse_function_probe(void)
{
#if IS_ENABLED(CONFIG_FPROBE)
	pr_info("labmisuse: function probe %d\n", register_fprobe(&labmisuse_fprobe, "labmisuse_[io]*er", NULL));
#endif
	labmisuse_outer(1);
	labmisuse_called();
}

static int labmisuse_before(struct kprobe *probe, struct pt_regs *registers)
{
	labmisuse_fail(1);
	return 0;
}

static struct kprobe labmisuse_kprobe = { .symbol_name = "labmisuse_outer", .pre_handler = labmisuse_before };

labmisuse_step void labmisuse_probe_handler(void)
{
	pr_info("labmisuse: probe %d\n", register_kprobe(&labmisuse_kprobe));
	labmisuse_outer(1);
	labmisuse_called();
}
