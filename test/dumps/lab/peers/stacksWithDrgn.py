# stacksWithDrgn.py DUMP VMLINUX: a line for each task that is on no cpu, its task_struct and the addresses of its stack's
# functions, innermost first, each once: inlined functions share the address of the one that they became a part of.
import sys

import drgn
from drgn.helpers.linux.pid import for_each_task

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])
with open('answers.txt', 'w') as answers:
    for task in for_each_task(program):
        if task.on_cpu:
            continue
        addresses = [f'{frame.pc:x}' for frame in program.stack_trace(task) if not frame.is_inline]
        answers.write(f'{task.value_():x} {" ".join(addresses)}\n')
