# Runs inside gdb: answers requests.txt (one address a line) with answers.txt (eight bytes in hex, or "-").
import gdb

inferior = gdb.selected_inferior()
with open('requests.txt') as requests, open('answers.txt', 'w') as answers:
    for line in requests:
        try:
            data = bytes(inferior.read_memory(int(line, 16), 8))
            answers.write(data[::-1].hex() + '\n')
        except gdb.MemoryError:
            answers.write('-\n')
