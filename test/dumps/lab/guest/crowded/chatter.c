/*
 * chatter COUNT: writes COUNT lines of many kinds and levels to the kernel's log.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Levels and facilities as syslog counts them: <facility * 8 + level>. */
static const char *const lines[] = {
	"<6>usb 1-%lu: new high-speed USB device number %lu using xhci_hcd\n",
	"<4>TCP: request_sock_TCP: Possible SYN flooding on port %lu. Sending cookies. %lu\n",
	"<6>EXT4-fs (dm-%lu): mounted filesystem %lu with ordered data mode\n",
	"<3>blk_update_request: I/O error, dev sd%lu, sector %lu op 0x0:(READ)\n",
	"<7>nvme nvme%lu: queue %lu: timeout, completion polled\n",
	"<5>audit: type=1400 audit(%lu.000:%lu): apparmor=\"STATUS\"\n",
	"<30>systemd[1]: Started Session %lu of user %lu.\n",
	"<6>eth%lu: link up, %lu Mbps, full duplex\n",
};

int main(int argc, char **argv)
{
	const unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	const int log = open("/dev/kmsg", O_WRONLY);
	char line[256];

	if (log < 0)
		return 1;
	for (unsigned long number = 0; number < count; number++) {
		const char *kind = lines[number % (sizeof(lines) / sizeof(lines[0]))];
		const int length = snprintf(line, sizeof(line), kind, number % 10, number);

		if (write(log, line, length) != length)
			return 1;
	}
	return 0;
}
