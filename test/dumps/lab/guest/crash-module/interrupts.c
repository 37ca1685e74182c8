// SPDX-License-Identifier: MIT
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#include "labcrash.h"

static struct labcrash_device labcrash_late_device = { .name = "late" };

static void labcrash_timer_expired(struct timer_list *unused)
{
	labcrash_fill_queue(&labcrash_late_device, 8);
	labcrash_called();
}

static DEFINE_TIMER(labcrash_timer_list, labcrash_timer_expired);

/* Crashes in a softirq, on top of whatever the cpu was doing. */
labcrash_step void labcrash_timer(void)
{
	mod_timer(&labcrash_timer_list, jiffies + HZ / 10);
	for (;;)
		msleep_interruptible(1000);
}

static void labcrash_work_function(struct work_struct *unused)
{
	labcrash_fill_queue(&labcrash_late_device, 8);
	labcrash_called();
}

static DECLARE_WORK(labcrash_work_item, labcrash_work_function);

labcrash_step void labcrash_work(void)
{
	schedule_work(&labcrash_work_item);
	flush_work(&labcrash_work_item);
}
