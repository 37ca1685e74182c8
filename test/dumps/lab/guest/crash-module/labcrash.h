/* SPDX-License-Identifier: MIT */
/*
 * The lab's crash module: `echo MODE > /sys/module/labcrash/parameters/mode` crashes the kernel in that way. Every mode
 * goes through calls of its own which are never inlined, so that a test knows what a backtrace has to show.
 */
#ifndef LABCRASH_H
#define LABCRASH_H

#include <linux/kernel.h>

/* What the faults reach through: the member that matters lies well behind the start. */
struct labcrash_device {
	char name[24];
	unsigned long flags;
	struct labcrash_queue *queue;
};

struct labcrash_queue {
	unsigned long head;
	unsigned long tail;
	int depth;
	void (*notify)(struct labcrash_queue *queue);
	struct labcrash_device *owner;
};

/* A function that stays one, under its own name and with all its parameters. */
#define labcrash_step noinline __attribute__((noipa))

/* Keeps a call from becoming the last jump of its caller, which then would not be on the stack. */
#define labcrash_called() asm volatile("")

/* faults.c */
void labcrash_null_deref(void);
void labcrash_wild_pointer(void);
void labcrash_divide(void);
void labcrash_exec_null(void);
void labcrash_bug(void);
void labcrash_warn(void);
void labcrash_panic(void);
void labcrash_stack_overflow(void);
int labcrash_fill_queue(struct labcrash_device *device, int depth);

/* heap.c */
void labcrash_list_corruption(void);
void labcrash_use_after_free(void);
void labcrash_double_free(void);
void labcrash_out_of_memory(void);

/* waiting.c */
void labcrash_deadlock(void);

/* interrupts.c */
void labcrash_timer(void);
void labcrash_work(void);

/* spinning.c */
void labcrash_spin(void);

#endif
