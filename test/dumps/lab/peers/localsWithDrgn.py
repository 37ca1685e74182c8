# localsWithDrgn.py DUMP PID DEBUGINFO...: what drgn knows of the stack of a thread (or of the `crashed` one), as JSON: of
# each function its name, address, those arguments and locals whose value is a number, a pointer or a bool, and the names of
# those that the compiler kept nowhere.
import json
import sys

import drgn

program = drgn.Program()
program.set_core_dump(sys.argv[1])
program.load_debug_info(sys.argv[3:])


def scalar(value):
    kind = program_kind(value.type_)
    if kind in (drgn.TypeKind.INT, drgn.TypeKind.BOOL, drgn.TypeKind.POINTER, drgn.TypeKind.ENUM):
        return int(value.value_())
    return None


def program_kind(type_):
    while type_.kind == drgn.TypeKind.TYPEDEF:
        type_ = type_.type
    return type_.kind


frames = []
trace = program.crashed_thread().stack_trace() if sys.argv[2] == 'crashed' else program.stack_trace(int(sys.argv[2]))
for frame in trace:
    found = {}
    absent = []
    for name in frame.locals():
        try:
            value = frame[name]
            if value.absent_:
                absent.append(name)
            else:
                number = scalar(value)
                if number is not None:
                    found[name] = str(number)
        except drgn.FaultError:
            pass
        except Exception as error:
            # drgn 0.0.22 does not know DW_OP_entry_value.
            if 'unknown DWARF expression opcode' not in str(error):
                raise
    frames.append({'name': frame.name, 'pc': hex(frame.pc), 'locals': found, 'absent': absent})
with open('answers.txt', 'w') as answers:
    json.dump(frames, answers)
