# treesWithDrgn.py DUMP VMLINUX: a line "irq NUMBER ADDRESS" for each interrupt's descriptor in its radix tree (up to 6.4),
# and a line "vma MM ADDRESS" for each mapping of a process in its red-black tree (up to 6.0), in the tree's order.
import sys

import drgn
from drgn.helpers.linux.pid import for_each_task
from drgn.helpers.linux.radixtree import radix_tree_for_each
from drgn.helpers.linux.rbtree import rbtree_inorder_for_each_entry

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])
with open('answers.txt', 'w') as answers:
    if 'irq_desc_tree' in program:
        for number, entry in radix_tree_for_each(program['irq_desc_tree'].address_of_()):
            answers.write(f'irq {number} {entry.value_():x}\n')
    for mm in {task.mm.value_(): task.mm for task in for_each_task(program) if task.mm}.values():
        if not hasattr(mm, 'mm_rb'):
            continue
        for vma in rbtree_inorder_for_each_entry('struct vm_area_struct', mm.mm_rb.address_of_(), 'vm_rb'):
            answers.write(f'vma {mm.value_():x} {vma.value_():x}\n')
