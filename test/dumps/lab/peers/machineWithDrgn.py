# machineWithDrgn.py DUMP VMLINUX: what drgn knows of the machine, a line a fact:
#   sysctl NAME VALUE                  of the variables that requests.txt names, "SYSCTL SYMBOL" a line
#   slab ADDRESS NAME SLABS OBJECTS
#   hrtimer CPU ADDRESS EXPIRES FUNCTION
#   irq NUMBER COUNT…                  by cpu
#   worker POOL TASK FUNCTION          the function that it carries out, or 0
#   committed PAGES
import sys

import drgn
from drgn.helpers.linux.cpumask import for_each_possible_cpu
from drgn.helpers.linux.idr import idr_for_each
from drgn.helpers.linux.list import list_for_each_entry
from drgn.helpers.linux.percpu import per_cpu, per_cpu_ptr, percpu_counter_sum
from drgn.helpers.linux.radixtree import radix_tree_for_each
from drgn.helpers.linux.rbtree import rbtree_inorder_for_each_entry

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])
cpus = list(for_each_possible_cpu(program))


def sysctls():
    with open('requests.txt') as requests:
        for line in requests:
            name, symbol = line.split()
            if symbol in program:
                yield f'sysctl {name} {program[symbol].value_()}'


def slabs():
    for cache in list_for_each_entry('struct kmem_cache', program['slab_caches'].address_of_(), 'list'):
        node = cache.node[0]
        name = cache.name.string_().decode()
        yield f'slab {cache.value_():x} {name} {node.nr_slabs.counter.value_()} {node.total_objects.counter.value_()}'


def hrtimers():
    for cpu in cpus:
        for base in per_cpu(program['hrtimer_bases'], cpu).clock_base:
            root = base.active.rb_root.rb_root.address_of_()
            for timer in rbtree_inorder_for_each_entry('struct hrtimer', root, 'node.node'):
                yield f'hrtimer {cpu} {timer.value_():x} {timer.node.expires.value_()} {timer.function.value_():x}'


def interrupts():
    if 'irq_desc_tree' not in program:
        return
    for number, entry in radix_tree_for_each(program['irq_desc_tree'].address_of_()):
        descriptor = drgn.cast('struct irq_desc *', entry)
        if descriptor.action:
            counts = [per_cpu_ptr(descriptor.kstat_irqs, cpu)[0].value_() for cpu in cpus]
            yield f'irq {number} {" ".join(map(str, counts))}'


def workers():
    for number, entry in idr_for_each(program['worker_pool_idr'].address_of_()):
        pool = drgn.cast('struct worker_pool *', entry)
        for worker in list_for_each_entry('struct worker', pool.workers.address_of_(), 'node'):
            yield f'worker {number} {worker.task.value_():x} {worker.current_func.value_():x}'


with open('answers.txt', 'w') as answers:
    for facts in (sysctls, slabs, hrtimers, interrupts, workers):
        for line in facts():
            answers.write(f'{line}\n')
    answers.write(f'committed {max(0, percpu_counter_sum(program["vm_committed_as"].address_of_()))}\n')
