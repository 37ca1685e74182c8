// SPDX-License-Identifier: MIT
#include <linux/preempt.h>
#include <asm/processor.h>

#include "labcrash.h"

static bool labcrash_answered;

static labcrash_step void labcrash_wait_for_answer(void)
{
	while (!READ_ONCE(labcrash_answered))
		cpu_relax();
}

/* Keeps its cpu for ever; the kernel's watchdogs, or an NMI from outside, find it here. */
labcrash_step void labcrash_spin(void)
{
	pr_info("labcrash: spinning\n");
	preempt_disable();
	labcrash_wait_for_answer();
	preempt_enable();
}
