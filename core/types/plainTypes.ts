import type { ArrayType, CType, IntegerType, PointerType } from './cType';

/**
 * Types of C that need no type information: those of plain variables, which BTF does not tell of, on the 64-bit machines
 * that have any.
 */
export const int: IntegerType = integer('int', 4, true);
export const unsignedInt: IntegerType = integer('unsigned int', 4, false);
export const long: IntegerType = integer('long', 8, true);
export const unsignedLong: IntegerType = integer('unsigned long', 8, false);
export const unsignedChar: IntegerType = integer('unsigned char', 1, false);
export const short: IntegerType = integer('short', 2, true);
export const unsignedShort: IntegerType = integer('unsigned short', 2, false);
export const textPointer: PointerType = pointerTo(integer('char', 1, true));

export function pointerTo(target: CType): PointerType {
  return { kind: 'pointer', sizeBytes: 8, target };
}

export function arrayOf(element: CType, count: number): ArrayType {
  return { kind: 'array', element, count };
}

function integer(name: string, sizeBytes: number, signed: boolean): IntegerType {
  return { kind: 'integer', name, sizeBytes, signed, isBoolean: false };
}
