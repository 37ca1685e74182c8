import type { CType, StructType } from './cType';

/** The types of one kernel by name, from BTF or from whatever stands in for it. */
export interface TypeTable {
  /** `struct NAME` or `union NAME`. */
  findStruct(name: string): StructType | undefined;
  /** All names that `findStruct` knows; one that stands for several types comes several times. */
  structNames(): Iterable<string>;
  findEnum(name: string): CType | undefined;
  /** A typedef or a base type. */
  findTypedef(name: string): CType | undefined;
  /** The type of a variable: BTF has those of per-cpu variables alone. */
  findVariable(name: string): CType | undefined;
  /** All names that `findVariable` knows. */
  variableNames(): Iterable<string>;
  /** The prototype of a function. */
  findFunction(name: string): CType | undefined;
}
