// SPDX-License-Identifier: MIT
#include <linux/fs.h>

#include "labmisuse.h"

/* A file that nobody opened: the kernel's own function reaches through its empty members. */

static struct file labmisuse_file;

static labmisuse_step void labmisuse_sync(struct file *file)
{
	vfs_fsync_range(file, 0, LLONG_MAX, 0);
	labmisuse_called();
}

labmisuse_step void labmisuse_bad_argument(void)
{
	labmisuse_sync(&labmisuse_file);
	labmisuse_called();
}

/* The same file with members that are no addresses at all. */
labmisuse_step void labmisuse_wild_argument(void)
{
	labmisuse_file.f_mapping = (struct address_space *)0x1badcafe5eedf00dUL;
	labmisuse_file.f_op = (const struct file_operations *)0x1badcafe5eedf00dUL;
	labmisuse_sync(&labmisuse_file);
	labmisuse_called();
}

/* The same within the module, whose own types say what is missing. */

struct labmisuse_ring {
	unsigned long head;
	struct {
		unsigned int size;
		unsigned int used;
	} room;
};

struct labmisuse_port {
	char name[24];
	struct labmisuse_ring *ring;
};

static struct labmisuse_port labmisuse_closed_port = { .name = "closed" };

static labmisuse_step void labmisuse_use_room(unsigned int count, struct labmisuse_port *port)
{
	port->ring->room.used += count;
	labmisuse_called();
}

labmisuse_step void labmisuse_bad_member(void)
{
	labmisuse_use_room(3, &labmisuse_closed_port);
	labmisuse_called();
}
