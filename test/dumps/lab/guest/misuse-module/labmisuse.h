/* SPDX-License-Identifier: MIT */
/*
 * The lab's module that crashes the kernel inside of its own functions, through what it hands them:
 * `echo MODE > /sys/module/labmisuse/parameters/mode`.
 */
#ifndef LABMISUSE_H
#define LABMISUSE_H

#include <linux/kernel.h>

/* A function that stays one, under its own name and with all its parameters. */
#define labmisuse_step noinline __attribute__((noipa))

/* Keeps a call from becoming the last jump of its caller, which then would not be on the stack. */
#define labmisuse_called() asm volatile("")

/* arguments.c */
void labmisuse_bad_argument(void);
void labmisuse_wild_argument(void);
void labmisuse_bad_member(void);

/* spinlocks.c */
void labmisuse_spin_deadlock(void);

/* probes.c */
void labmisuse_return_probe(void);
void labmisuse_function_probe(void);
void labmisuse_probe_handler(void);

#endif
