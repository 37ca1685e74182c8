import { cDeclaration } from '../../core/types/cText';
import { structOf, type CType } from '../../core/types/cType';

/** By what name the type can be asked for again: a struct's own, else a typedef's; undefined of what has none. */
export function typeName(type: CType): string | undefined {
  const struct = structOf(type);
  if (struct && struct.name !== '') return cDeclaration(struct);
  let named = type;
  while (named.kind === 'qualified') named = named.target;
  return 'name' in named && named.name !== '' ? cDeclaration(named) : undefined;
}
