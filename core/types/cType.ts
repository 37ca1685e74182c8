/**
 * Types of C as a kernel's type information tells them. References between types are getters, so a type costs
 * nothing until it is looked at; hostile type information can make them circular: whoever follows them keeps count.
 */
export type CType =
  | VoidType
  | IntegerType
  | FloatType
  | PointerType
  | ArrayType
  | StructType
  | EnumType
  | ForwardType
  | TypedefType
  | QualifiedType
  | FunctionType;

export interface VoidType {
  readonly kind: 'void';
}

export interface IntegerType {
  readonly kind: 'integer';
  readonly name: string;
  readonly sizeBytes: number;
  readonly signed: boolean;
  readonly isBoolean: boolean;
  /** A bit field of old BTF carries its place in its type: bits from the start of the member, and how many. */
  readonly bits?: { readonly offset: number; readonly size: number };
}

export interface FloatType {
  readonly kind: 'float';
  readonly name: string;
  readonly sizeBytes: number;
}

export interface PointerType {
  readonly kind: 'pointer';
  readonly sizeBytes: number;
  readonly target: CType;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly element: CType;
  /** 0 for a flexible array. */
  readonly count: number;
}

export interface StructType {
  readonly kind: 'struct' | 'union';
  /** Empty when anonymous. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly members: readonly Member[];
}

export interface Member {
  /** Empty for an anonymous struct or union, whose members count as the outer one's. */
  readonly name: string;
  readonly type: CType;
  /** From the start of the struct. */
  readonly offsetBits: number;
  /** Only of a bit field. */
  readonly bitFieldSize?: number;
}

export interface EnumType {
  readonly kind: 'enum';
  readonly name: string;
  readonly sizeBytes: number;
  readonly signed: boolean;
  readonly values: readonly { readonly name: string; readonly value: bigint }[];
}

/** Named somewhere, defined nowhere. */
export interface ForwardType {
  readonly kind: 'forward';
  readonly name: string;
  readonly isUnion: boolean;
}

export interface TypedefType {
  readonly kind: 'typedef';
  readonly name: string;
  readonly target: CType;
}

export interface QualifiedType {
  readonly kind: 'qualified';
  readonly qualifier: 'const' | 'volatile' | 'restrict';
  readonly target: CType;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly returns: CType;
  /** The last one is void when the function takes any number of arguments. */
  readonly parameters: readonly { readonly name: string; readonly type: CType }[];
}

export const voidType: VoidType = { kind: 'void' };

/** More typedefs and qualifiers, or dimensions, in a row than any C code has. */
const maxChain = 64;

/** The type behind typedefs and qualifiers; void when they lead in a circle. */
export function strippedType(type: CType): Exclude<CType, TypedefType | QualifiedType> {
  let current = type;
  for (let step = 0; step < maxChain; step++) {
    if (current.kind !== 'typedef' && current.kind !== 'qualified') return current;
    current = current.target;
  }
  return voidType;
}

/** Bytes that an object of the type takes; 0 for void, functions, forward declarations and flexible arrays. */
export function sizeOfType(type: CType): number {
  let count = 1;
  let current = strippedType(type);
  for (let step = 0; current.kind === 'array'; step++) {
    if (step >= maxChain) return 0;
    count *= current.count;
    current = strippedType(current.element);
  }
  return 'sizeBytes' in current ? count * current.sizeBytes : 0;
}

/** The struct or union behind typedefs and qualifiers. */
export function structOf(type: CType): StructType | undefined {
  const stripped = strippedType(type);
  return stripped.kind === 'struct' || stripped.kind === 'union' ? stripped : undefined;
}
