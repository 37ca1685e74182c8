# readWithDrgn.py DUMP: answers requests.txt ("p" or "v" and an address a line) with answers.txt (eight bytes in hex,
# or "-").
import sys

import drgn

program = drgn.Program()
program.set_core_dump(sys.argv[1])
with open('requests.txt') as requests, open('answers.txt', 'w') as answers:
    for line in requests:
        kind, address = line.split()
        try:
            data = program.read(int(address, 16), 8, kind == 'p')
            answers.write(data[::-1].hex() + '\n')
        except drgn.FaultError:
            answers.write('-\n')
