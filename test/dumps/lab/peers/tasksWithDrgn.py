# tasksWithDrgn.py DUMP VMLINUX: writes answers.txt, a line a task: pid, task_struct, state letter, cpu, comm.
import sys

import drgn
from drgn.helpers.linux.cpumask import for_each_possible_cpu
from drgn.helpers.linux.percpu import per_cpu
from drgn.helpers.linux.pid import for_each_task
from drgn.helpers.linux.sched import task_cpu, task_state_to_char

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])

tasks = {task.value_(): task for task in for_each_task(program)}
for cpu in for_each_possible_cpu(program):
    idle = per_cpu(program['runqueues'], cpu).idle
    tasks[idle.value_()] = idle

with open('answers.txt', 'w') as answers:
    for address, task in tasks.items():
        comm = task.comm.string_().decode('latin-1')
        answers.write(f'{task.pid.value_()} {address:x} {task_state_to_char(task)} {task_cpu(task)} {comm}\n')
