// SPDX-License-Identifier: MIT
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>

#include "labmisuse.h"

/* Two threads, each on a cpu of its own, that each hold the spinlock which the other wants. */

static DEFINE_SPINLOCK(labmisuse_left);
static DEFINE_SPINLOCK(labmisuse_right);
static atomic_t labmisuse_holding;

static labmisuse_step void labmisuse_spin_for(spinlock_t *lock)
{
	spin_lock(lock);
	labmisuse_called();
}

/* Each goes on when both hold theirs. */
static labmisuse_step void labmisuse_take_both(spinlock_t *first, spinlock_t *second)
{
	spin_lock(first);
	atomic_inc(&labmisuse_holding);
	while (atomic_read(&labmisuse_holding) < 2)
		cpu_relax();
	labmisuse_spin_for(second);
	spin_unlock(second);
	spin_unlock(first);
}

static int labmisuse_left_then_right(void *unused)
{
	labmisuse_take_both(&labmisuse_left, &labmisuse_right);
	return 0;
}

/* Takes no interrupts meanwhile, so that one watchdog alone speaks of the two. */
static int labmisuse_right_then_left(void *unused)
{
	local_irq_disable();
	labmisuse_take_both(&labmisuse_right, &labmisuse_left);
	return 0;
}

static void labmisuse_start(int (*thread)(void *unused), const char *name, unsigned int cpu)
{
	struct task_struct *task = kthread_create(thread, NULL, "%s", name);

	kthread_bind(task, cpu);
	wake_up_process(task);
}

labmisuse_step void labmisuse_spin_deadlock(void)
{
	labmisuse_start(labmisuse_left_then_right, "lab-left", 0);
	labmisuse_start(labmisuse_right_then_left, "lab-right", 1);
	for (;;)
		msleep_interruptible(1000);
}
