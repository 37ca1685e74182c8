// SPDX-License-Identifier: MIT
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/slab.h>

#include "labcrash.h"

struct labcrash_request {
	struct list_head link;
	unsigned long sector;
};

static LIST_HEAD(labcrash_requests);

static labcrash_step void labcrash_finish_request(struct labcrash_request *request)
{
	list_del(&request->link);
	labcrash_called();
}

/* The same request is taken off its list twice. */
labcrash_step void labcrash_list_corruption(void)
{
	static struct labcrash_request request;

	list_add(&request.link, &labcrash_requests);
	labcrash_finish_request(&request);
	labcrash_finish_request(&request);
	labcrash_called();
}

/* Poisoned memory, where the kernel was told to poison what is freed, leads to no address. */
labcrash_step void labcrash_use_after_free(void)
{
	struct labcrash_device *device = kzalloc(sizeof(*device), GFP_KERNEL);

	kfree(device);
	OPTIMIZER_HIDE_VAR(device);
	labcrash_fill_queue(device, 16);
	labcrash_called();
}

static labcrash_step void labcrash_release(struct labcrash_queue *queue)
{
	kfree(queue);
	labcrash_called();
}

labcrash_step void labcrash_double_free(void)
{
	struct labcrash_queue *queue = kzalloc(sizeof(*queue), GFP_KERNEL);

	labcrash_release(queue);
	OPTIMIZER_HIDE_VAR(queue);
	labcrash_release(queue);
	labcrash_called();
}

static labcrash_step void labcrash_hoard(void)
{
	while (alloc_page(GFP_KERNEL))
		labcrash_called();
}

labcrash_step void labcrash_out_of_memory(void)
{
	labcrash_hoard();
	labcrash_called();
}
