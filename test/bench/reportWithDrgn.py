# reportWithDrgn.py DUMP VMLINUX: every task, the stack of the one that crashed, and the log, as a drgn script gets them.
import sys

import drgn
from drgn.helpers.linux.pid import for_each_task
from drgn.helpers.linux.printk import get_dmesg
from drgn.helpers.linux.sched import task_cpu, task_state_to_char

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])

for task in for_each_task(program):
    comm = task.comm.string_().decode('latin-1')
    print(task.pid.value_(), f'{task.value_():x}', task_state_to_char(task), task_cpu(task), comm)
print(program.crashed_thread().stack_trace())
print(get_dmesg(program).decode('latin-1'))
