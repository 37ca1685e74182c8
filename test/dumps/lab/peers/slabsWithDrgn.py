# slabsWithDrgn.py DUMP DEBUGINFO: for each address of requests.txt (hex) answers.txt gets "ADDRESS CACHE OBJECT USE": the slab
# cache, the address of the object in it, and whether it is `allocated` or `free`; nothing of addresses in no slab.
import sys

import drgn
from drgn.helpers.linux.slab import slab_object_info

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info([sys.argv[2]])

with open('requests.txt') as requests, open('answers.txt', 'w') as answers:
    for word in requests.read().split():
        found = slab_object_info(program, int(word, 16))
        if found is None:
            continue
        cache = found.slab_cache.name.string_().decode()
        use = 'allocated' if found.allocated else 'free'
        answers.write(f'{word} {cache} {found.address:x} {use}\n')
