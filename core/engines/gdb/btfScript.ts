/**
 * Python for gdb: writes the types that requests.txt names, and all that they lead to, as a BTF section into types.btf.
 * A request is a line: "struct NAME" (or union), "enum NAME", "typedef NAME" (or base type), "variable NAME",
 * "function NAME"; one that the program has no such type for leaves nothing. Qualifiers are left out: gdb does not tell
 * scripts of them. The format: include/uapi/linux/btf.h of 6.12.
 */
export const btfScript = String.raw`
import gdb
import struct

KIND = {'int': 1, 'pointer': 2, 'array': 3, 'struct': 4, 'union': 5, 'enum': 6, 'forward': 7, 'typedef': 8,
        'function': 12, 'prototype': 13, 'variable': 14, 'float': 16, 'enum64': 19}
MAX_VLEN = 0xffff
# gdb shortens what the compiler wrote, and pahole keeps.
COMPILER_NAMES = {'long': 'long int', 'unsigned long': 'long unsigned int', 'short': 'short int',
                  'unsigned short': 'short unsigned int', 'long long': 'long long int',
                  'unsigned long long': 'long long unsigned int'}


class Writer:
    def __init__(self):
        self.strings = bytearray(1)
        self.names = {'': 0}
        self.entries = []
        self.known = {}
        self.pending = []

    def name(self, text):
        text = text or ''
        if text not in self.names:
            self.names[text] = len(self.strings)
            self.strings += text.encode('latin-1', 'replace') + b'\0'
        return self.names[text]

    def entry(self, key, make):
        """The number of the type with that key; what it is made of is written later, since types are circular."""
        if key not in self.known:
            self.entries.append(None)
            self.known[key] = len(self.entries)
            self.pending.append((len(self.entries), make))
        return self.known[key]

    def finish(self):
        while self.pending:
            number, make = self.pending.pop()
            self.entries[number - 1] = make()
        types = b''.join(self.entries)
        header = struct.pack('=HBBIIIII', 0xeb9f, 1, 0, 24, 0, len(types), len(types), len(self.strings))
        return header + types + bytes(self.strings)

    def pack(self, kind, name, size_or_type, vlen=0, flag=False, details=()):
        info = (0x80000000 if flag else 0) | KIND[kind] << 24 | vlen
        numbers = [self.name(name), info, size_or_type, *details]
        return struct.pack('=%dI' % len(numbers), *(number & 0xffffffff for number in numbers))

    def type(self, type_):
        code = type_.code
        if code == gdb.TYPE_CODE_VOID:
            return 0
        if code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
            return self.compound(type_)
        if code == gdb.TYPE_CODE_ENUM:
            return self.enum(type_)
        if code == gdb.TYPE_CODE_PTR:
            target = self.type(type_.target())
            return self.entry(('pointer', target), lambda: self.pack('pointer', '', target))
        if code == gdb.TYPE_CODE_ARRAY:
            return self.array(type_)
        if code == gdb.TYPE_CODE_TYPEDEF:
            target = self.type(type_.target())
            return self.entry(('typedef', type_.name, target), lambda: self.pack('typedef', type_.name, target))
        if code == gdb.TYPE_CODE_FUNC:
            return self.prototype(type_)
        if code == gdb.TYPE_CODE_FLT:
            key = ('float', type_.name, type_.sizeof)
            return self.entry(key, lambda: self.pack('float', type_.name, type_.sizeof))
        if code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR, gdb.TYPE_CODE_BOOL):
            return self.integer(type_)
        return 0

    def integer(self, type_):
        plain = type_.unqualified()
        encoding = 4 if type_.code == gdb.TYPE_CODE_BOOL else 0
        if encoding == 0 and int(gdb.Value(-1).cast(plain)) < 0:
            encoding = 1
        details = [encoding << 24 | type_.sizeof * 8]
        name = COMPILER_NAMES.get(plain.name, plain.name)
        key = ('int', name, type_.sizeof, encoding)
        return self.entry(key, lambda: self.pack('int', name, type_.sizeof, details=details))

    def array(self, type_):
        low, high = type_.range()
        element = self.type(type_.target())
        # A flexible array has no size, yet bounds as if it had one element.
        count = max(high - low + 1, 0) if type_.sizeof else 0
        key = ('array', element, count)
        return self.entry(key, lambda: self.pack('array', '', 0, details=[element, 0, count]))

    def prototype(self, type_):
        returns = self.type(type_.target())
        parameters = tuple((field.name, self.type(field.type)) for field in type_.fields()[:MAX_VLEN])
        details = [number for name, kind in parameters for number in (self.name(name), kind)]
        key = ('prototype', returns, parameters)
        return self.entry(key, lambda: self.pack('prototype', '', returns, len(parameters), details=details))

    def compound(self, type_):
        kind = 'struct' if type_.code == gdb.TYPE_CODE_STRUCT else 'union'
        whole = complete(kind, type_.unqualified())
        if whole is None:
            return self.entry(('forward', kind, type_.tag),
                              lambda: self.pack('forward', type_.tag, 0, flag=kind == 'union'))
        fields = [field for field in whole.fields() if hasattr(field, 'bitpos')][:MAX_VLEN]
        return self.entry((kind, whole.sizeof, signature(whole, True)),
                          lambda: self.members(kind, whole, fields))

    def members(self, kind, whole, fields):
        flag = any(field.bitsize for field in fields)
        details = []
        for field in fields:
            place = field.bitpos | (field.bitsize << 24 if flag else 0)
            details += [self.name(field.name), self.type(field.type), place]
        return self.pack(kind, whole.tag, whole.sizeof, len(fields), flag, details)

    def enum(self, type_):
        whole = complete('enum', type_.unqualified()) or type_
        values = tuple((field.name, field.enumval) for field in whole.fields()[:MAX_VLEN])
        wide = any(not -1 << 31 <= value < 1 << 32 for _, value in values)
        flag = any(value < 0 for _, value in values)
        details = []
        for name, value in values:
            details += [self.name(name), value] + ([value >> 32] if wide else [])
        key = ('enum', whole.tag, values)
        return self.entry(key, lambda: self.pack('enum64' if wide else 'enum', whole.tag, whole.sizeof,
                                                 len(values), flag, details))

    def request(self, kind, name):
        if kind == 'struct':
            found = find('struct ' + name) or find('union ' + name)
        elif kind in ('variable', 'function'):
            symbol = gdb.lookup_global_symbol(name) or gdb.lookup_static_symbol(name)
            found = symbol and symbol.type
        else:
            found = find('enum ' + name if kind == 'enum' else name)
        if found is None:
            return
        number = self.type(found)
        if kind in ('variable', 'function'):
            details = [1] if kind == 'variable' else []
            self.entry((kind, name), lambda: self.pack(kind, name, number, details=details))


def signature(type_, outermost=False):
    """What tells a type from others of its name, or without one."""
    if type_.code in (gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_ARRAY):
        return type_.code, type_.sizeof, signature(type_.target())
    if type_.code not in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION) or (type_.tag and not outermost):
        return str(type_)
    fields = [field for field in type_.fields() if hasattr(field, 'bitpos')]
    inner = [(field.name, field.bitpos, field.bitsize, signature(field.type)) for field in fields]
    return type_.code, type_.tag, tuple(inner)


def find(name):
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        return None


def complete(kind, type_):
    """The definition behind a declaration that another file completes; None where nothing does."""
    if type_.tag is None or type_.sizeof or type_.fields():
        return type_
    found = find(kind + ' ' + type_.tag)
    return found if found and (found.sizeof or found.fields()) else None


writer = Writer()
with open('requests.txt') as requests:
    for line in requests:
        writer.request(*line.split())
with open('types.btf', 'wb') as out:
    out.write(writer.finish())
`;
