# Runs inside gdb: answers requests.txt (a function's address, one inside of it and the name of a parameter a line) with
# answers.txt: the register that holds the parameter there by the DWARF of the kernel, or "-" where DWARF names none.
import re
import gdb


def register_at(function, address, name):
    try:
        text = gdb.execute('info scope *' + hex(function), to_string=True)
    except gdb.error:
        return '-'
    found = re.findall(r'^Symbol ' + re.escape(name) + r' is (.*?)(?=^Symbol |\Z)', text, re.M | re.S)
    if not found:
        return '-'
    # Inlined functions would come first, with parameters of their own; at a function's first byte there is none.
    told = found[-1]
    places = re.findall(r'Range (0x[0-9a-f]+)-(0x[0-9a-f]+): (.*)', told)
    here = [place for start, end, place in places if int(start, 16) <= address < int(end, 16)]
    place = here[0] if here else '' if places else told.split('\n')[0]
    register = re.search(r'^a variable in \$(\w+)', place)
    return register.group(1) if register else '-'


with open('requests.txt') as requests, open('answers.txt', 'w') as answers:
    for line in requests:
        function, address, name = line.split()
        answers.write(register_at(int(function, 16), int(address, 16), name) + '\n')
