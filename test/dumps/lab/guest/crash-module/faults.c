// SPDX-License-Identifier: MIT
#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "labcrash.h"

/* NULL dereference, through a member of what a member points to. */

static struct labcrash_device labcrash_idle_device = { .name = "idle" };

static labcrash_step void labcrash_set_depth(struct labcrash_device *device, int depth)
{
	device->queue->depth = depth;
	labcrash_called();
}

labcrash_step int labcrash_fill_queue(struct labcrash_device *device, int depth)
{
	labcrash_set_depth(device, depth);
	labcrash_called();
	return depth;
}

static labcrash_step int labcrash_start_device(struct labcrash_device *device)
{
	int filled = labcrash_fill_queue(device, 16);

	labcrash_called();
	return filled + 1;
}

labcrash_step void labcrash_null_deref(void)
{
	pr_info("labcrash: started with %d\n", labcrash_start_device(&labcrash_idle_device));
}

/* A pointer that is no address at all. */

static struct labcrash_device labcrash_torn_device = {
	.name = "torn",
	.queue = (struct labcrash_queue *)0x1badcafe5eedf00dUL,
};

labcrash_step void labcrash_wild_pointer(void)
{
	pr_info("labcrash: started with %d\n", labcrash_start_device(&labcrash_torn_device));
}

static int labcrash_divisor;

static labcrash_step int labcrash_share(int total)
{
	return total / READ_ONCE(labcrash_divisor);
}

labcrash_step void labcrash_divide(void)
{
	pr_info("labcrash: share is %d\n", labcrash_share(100));
}

/* A call through a function pointer that nobody set. */

static struct labcrash_queue labcrash_silent_queue = { .depth = 1 };

static labcrash_step void labcrash_notify(struct labcrash_queue *queue)
{
	READ_ONCE(queue->notify)(queue);
	labcrash_called();
}

labcrash_step void labcrash_exec_null(void)
{
	labcrash_notify(&labcrash_silent_queue);
	labcrash_called();
}

static labcrash_step void labcrash_check_depth(int depth)
{
	BUG_ON(depth > 3);
	labcrash_called();
}

labcrash_step void labcrash_bug(void)
{
	labcrash_check_depth(READ_ONCE(labcrash_silent_queue.depth) + 3);
	labcrash_called();
}

static labcrash_step void labcrash_expect_depth(int depth)
{
	WARN(depth != 3, "labcrash: depth is %d, not 3\n", depth);
	labcrash_called();
}

labcrash_step void labcrash_warn(void)
{
	labcrash_expect_depth(READ_ONCE(labcrash_silent_queue.depth));
	labcrash_called();
}

static labcrash_step void labcrash_give_up(const char *reason)
{
	panic("labcrash: %s", reason);
}

labcrash_step void labcrash_panic(void)
{
	labcrash_give_up("nothing works any more");
	labcrash_called();
}

static labcrash_step int labcrash_recurse(int level)
{
	volatile char room[480];

	room[level & 255] = level;
	/* No level is reached where this ends, but the compiler does not know. */
	if (level == READ_ONCE(labcrash_divisor))
		return 0;
	return labcrash_recurse(level + 1) + room[(level * 7) & 255];
}

labcrash_step void labcrash_stack_overflow(void)
{
	pr_info("labcrash: came back with %d\n", labcrash_recurse(1));
}
