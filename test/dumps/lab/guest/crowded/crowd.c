/*
 * crowd COUNT: leaves COUNT tasks behind that wait in different ways, in processes of ten threads each.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <unistd.h>

#define THREADS 10

static int silent[2];

static void wait_for_a_signal(void)
{
	pause();
}

static void wait_for_a_day(void)
{
	sleep(86400);
}

static void wait_for_data(void)
{
	char byte;

	if (read(silent[0], &byte, 1) != 0)
		exit(1);
}

static void wait_for_the_lock(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&lock);
	pause();
}

static const struct {
	const char *name;
	void (*wait)(void);
} kinds[] = {
	{ "listener", wait_for_a_signal },
	{ "timer", wait_for_a_day },
	{ "reader", wait_for_data },
	{ "locker", wait_for_the_lock },
};

static void *live(void *number)
{
	const size_t kind = (size_t)number % (sizeof(kinds) / sizeof(kinds[0]));
	char name[16];

	snprintf(name, sizeof(name), "%s-%zu", kinds[kind].name, (size_t)number);
	prctl(PR_SET_NAME, name);
	kinds[kind].wait();
	return NULL;
}

/* Tells `ready` when all of its threads are there. */
static void live_as_process(size_t first, int ready)
{
	pthread_attr_t small;
	pthread_t thread;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 16384);
	for (size_t index = 1; index < THREADS; index++)
		if (pthread_create(&thread, &small, live, (void *)(first + index)) != 0)
			_exit(1);
	if (write(ready, "!", 1) != 1)
		_exit(1);
	live((void *)first);
}

int main(int argc, char **argv)
{
	const size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	int ready[2];
	char byte;

	if (pipe(silent) != 0 || pipe(ready) != 0)
		return 1;
	for (size_t first = 0; first < count; first += THREADS) {
		const pid_t child = fork();

		if (child < 0)
			return 1;
		if (child == 0) {
			close(ready[0]);
			live_as_process(first, ready[1]);
		}
		if (read(ready[0], &byte, 1) != 1)
			return 1;
	}
	return 0;
}
