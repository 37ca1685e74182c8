import type { CType } from '../../core/types/cType';
import type { TypeTable } from '../../core/types/typeTable';

/** As people write them, and as compilers name them in type information. */
const baseTypes: Readonly<Record<string, string>> = {
  unsigned: 'unsigned int',
  long: 'long int',
  'unsigned long': 'long unsigned int',
  'long long': 'long long int',
  'unsigned long long': 'long long unsigned int',
  short: 'short int',
  'unsigned short': 'short unsigned int',
  bool: '_Bool',
};

/** `struct page`, `enum pid_type`, `pid_t`, `unsigned long`. */
export function findCType(types: TypeTable, words: string): CType | undefined {
  const [, keyword, name = ''] = /^(?:(struct|union|enum) )?(\w[\w ]*)$/.exec(words) ?? [];
  if (keyword === 'enum') return types.findEnum(name);
  if (keyword !== undefined) return types.findStruct(name);
  const base = Object.hasOwn(baseTypes, name) ? baseTypes[name] : undefined;
  return types.findTypedef(base ?? name);
}
