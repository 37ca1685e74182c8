// SPDX-License-Identifier: MIT
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

#include "labcrash.h"

/* Two threads that each hold what the other wants, and others that wait for one of them. */

static DEFINE_MUTEX(labcrash_left);
static DEFINE_MUTEX(labcrash_right);
static DECLARE_RWSEM(labcrash_table);
static DECLARE_COMPLETION(labcrash_done);

static DECLARE_COMPLETION(labcrash_left_held);
static DECLARE_COMPLETION(labcrash_right_held);

static labcrash_step void labcrash_take_right(void)
{
	mutex_lock(&labcrash_right);
	labcrash_called();
}

static labcrash_step void labcrash_take_left(void)
{
	mutex_lock(&labcrash_left);
	labcrash_called();
}

static int labcrash_left_then_right(void *unused)
{
	down_write(&labcrash_table);
	mutex_lock(&labcrash_left);
	complete_all(&labcrash_left_held);
	wait_for_completion(&labcrash_right_held);
	labcrash_take_right();
	return 0;
}

static int labcrash_right_then_left(void *unused)
{
	mutex_lock(&labcrash_right);
	complete_all(&labcrash_right_held);
	wait_for_completion(&labcrash_left_held);
	labcrash_take_left();
	return 0;
}

static labcrash_step void labcrash_read_table(void)
{
	down_read(&labcrash_table);
	labcrash_called();
}

static int labcrash_reader(void *unused)
{
	wait_for_completion(&labcrash_left_held);
	labcrash_read_table();
	return 0;
}

static labcrash_step void labcrash_write_table(void)
{
	down_write(&labcrash_table);
	labcrash_called();
}

static int labcrash_writer(void *unused)
{
	wait_for_completion(&labcrash_left_held);
	labcrash_write_table();
	return 0;
}

static labcrash_step void labcrash_await_done(void)
{
	wait_for_completion(&labcrash_done);
	labcrash_called();
}

static int labcrash_waiter(void *unused)
{
	labcrash_await_done();
	return 0;
}

labcrash_step void labcrash_deadlock(void)
{
	kthread_run(labcrash_left_then_right, NULL, "lab-left");
	kthread_run(labcrash_right_then_left, NULL, "lab-right");
	kthread_run(labcrash_reader, NULL, "lab-reader");
	kthread_run(labcrash_writer, NULL, "lab-writer");
	kthread_run(labcrash_waiter, NULL, "lab-waiter");
	/* What found them out panics; this task sleeps in a way that nobody takes for hanging. */
	for (;;)
		msleep_interruptible(1000);
}
