# printLog.py DUMP VMLINUX: the kernel's log to standard output, bytes as they are.
import sys

import drgn
from drgn.helpers.linux.printk import get_dmesg

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])
sys.stdout.buffer.write(get_dmesg(program))
