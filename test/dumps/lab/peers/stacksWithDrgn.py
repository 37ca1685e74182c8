# stacksWithDrgn.py DUMP VMLINUX: a line for each task that is on no cpu, its task_struct and the addresses of its stack's
# functions, innermost first, each once: inlined functions share the address of the one that they became a part of, and
# what drgn finds behind the kernel's entry belongs to user mode.
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
        try:
            trace = program.stack_trace(task)
        except Exception as error:
            # drgn 0.0.22 knows the unwind tables of kernels before 6.4.
            if 'ORC' not in str(error):
                raise
            continue
        frames = [frame for frame in trace if not frame.is_inline]
        addresses = [f'{frame.pc:x}' for frame in frames if frame.pc >> 63]
        answers.write(f'{task.value_():x} {" ".join(addresses)}\n')
