# layoutsWithDrgn.py VMLINUX: for each name of requests.txt answers.txt gets "struct NAME SIZE" and a line a member,
# "MEMBER BIT-OFFSET BIT-FIELD-SIZE SIZE", members of anonymous structs and unions among the outer one's.
import sys

import drgn


def find_type(program, name):
    for keyword in ('struct', 'union'):
        try:
            found = program.type(f'{keyword} {name}')
        except LookupError:
            continue
        if found.is_complete():
            return found
    return None


def print_members(type_, base, out):
    for member in type_.members:
        offset = base + member.bit_offset
        if member.name is None:
            print_members(member.type, offset, out)
            continue
        try:
            size = 0 if member.bit_field_size else drgn.sizeof(member.type)
        except TypeError:
            size = 0
        out.write(f'{member.name} {offset} {member.bit_field_size or 0} {size}\n')


program = drgn.Program()
program.load_debug_info([sys.argv[1]])
with open('requests.txt') as requests, open('answers.txt', 'w') as answers:
    for name in requests.read().split():
        found = find_type(program, name)
        if found is not None:
            answers.write(f'struct {name} {found.size}\n')
            print_members(found, 0, answers)
