import type { Btf } from './btf';
import { btfKind } from './btfKinds';
import { makers, type TypeSource } from './btfTypeMakers';
import { structOf, voidType, type CType, type StructType } from './cType';
import type { TypeTable } from './typeTable';

/** Types by name, made from BTF when they are asked for, each once. */
export class BtfTypes implements TypeTable, TypeSource {
  private readonly made = new Map<number, CType>();
  private readonly found = new Map<string, CType | undefined>();

  constructor(
    readonly btf: Btf,
    readonly wordSizeBytes: 4 | 8,
    /** The kernel's, of a module's types: what both use is one and the same type. */
    private readonly base?: BtfTypes,
  ) {}

  findStruct(name: string): StructType | undefined {
    const type = this.find(name, [btfKind.struct, btfKind.union]);
    return type && structOf(type);
  }

  structNames(): Iterable<string> {
    return this.btf.names([btfKind.struct, btfKind.union]);
  }

  findEnum(name: string): CType | undefined {
    return this.find(name, [btfKind.enum, btfKind.enum64]);
  }

  findTypedef(name: string): CType | undefined {
    return this.find(name, [btfKind.typedef, btfKind.int, btfKind.float]);
  }

  findVariable(name: string): CType | undefined {
    return this.find(name, [btfKind.variable]);
  }

  variableNames(): Iterable<string> {
    return this.btf.names([btfKind.variable]);
  }

  findFunction(name: string): CType | undefined {
    return this.find(name, [btfKind.function]);
  }

  /** What cannot be a type in C (number 0, numbers out of range, sections) is void. */
  type(id: number): CType {
    if (this.base && this.btf.isOfBase(id)) return this.base.type(id);
    let type = this.made.get(id);
    if (!type) {
      const entry = this.btf.entry(id);
      type = (entry && makers.get(entry.kind)?.(entry, this)) ?? voidType;
      this.made.set(id, type);
    }
    return type;
  }

  private find(name: string, kinds: readonly number[]): CType | undefined {
    const key = `${kinds.join(' ')} ${name}`;
    if (!this.found.has(key)) {
      const id = this.btf.findId(name, kinds);
      this.found.set(key, id === undefined ? undefined : this.type(id));
    }
    return this.found.get(key);
  }
}
