import type { CType, StructType } from './cType';
import type { TypeTable } from './typeTable';

/** Types of several tables: the first that knows a name answers, and the others are opened when it does not. */
export class LayeredTypes implements TypeTable {
  constructor(
    private readonly first: TypeTable,
    private readonly others: () => readonly TypeTable[],
  ) {}

  findStruct(name: string): StructType | undefined {
    return this.find((table) => table.findStruct(name));
  }

  findEnum(name: string): CType | undefined {
    return this.find((table) => table.findEnum(name));
  }

  findTypedef(name: string): CType | undefined {
    return this.find((table) => table.findTypedef(name));
  }

  findVariable(name: string): CType | undefined {
    return this.find((table) => table.findVariable(name));
  }

  findFunction(name: string): CType | undefined {
    return this.find((table) => table.findFunction(name));
  }

  *structNames(): Iterable<string> {
    yield* this.first.structNames();
    for (const table of this.others()) yield* table.structNames();
  }

  *variableNames(): Iterable<string> {
    yield* this.first.variableNames();
    for (const table of this.others()) yield* table.variableNames();
  }

  private find<Type>(ask: (table: TypeTable) => Type | undefined): Type | undefined {
    const known = ask(this.first);
    if (known) return known;
    for (const table of this.others()) {
      const found = ask(table);
      if (found) return found;
    }
    return undefined;
  }
}
