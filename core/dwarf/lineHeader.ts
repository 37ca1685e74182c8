import type { Cursor } from './cursor';
import { readForm, type AttributeForm, type FormValue, type UnitFormat } from './forms';

/** A file of the table, its directory by number; the texts are looked up when asked for. */
export interface LineFile {
  readonly name: FormValue;
  readonly directory: number;
}

/** What stands ahead of a unit's line number program (DWARF 5, 6.2.4). */
export interface LineHeader {
  readonly version: number;
  readonly minimumInstructionSizeBytes: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** How many LEB128 operands each opcode below `opcodeBase` has; the first is that of opcode 1. */
  readonly operandCounts: readonly number[];
  /** 0 is the directory of the compilation, which until DWARF 4 the table does not hold. */
  readonly directories: readonly (FormValue | undefined)[];
  /** By the numbers that the program uses, which count from 1 until DWARF 4. */
  readonly files: readonly (LineFile | undefined)[];
  /** The program itself. */
  readonly program: () => Cursor;
}

/** The cursor stands at the start of the unit's part of .debug_line. Undefined for what is no such header. */
export function parseLineHeader(cursor: Cursor, format: UnitFormat): LineHeader | undefined {
  const { sizeBytes, offsetSizeBytes } = cursor.unitLength();
  const end = cursor.position + sizeBytes;
  const version = cursor.u16();
  if (version < 2 || version > 5) return undefined;
  const addressSizeBytes = version >= 5 ? cursor.u8() : format.addressSizeBytes;
  if (version >= 5) cursor.skip(1);
  const headerSizeBytes = cursor.offset(offsetSizeBytes);
  const programStart = cursor.position + headerSizeBytes;
  const minimumInstructionSizeBytes = cursor.u8();
  // Instructions in one word, which only Itanium has, and whether lines start as statements.
  cursor.skip(version >= 4 ? 2 : 1);
  const lineBase = cursor.s8();
  const lineRange = cursor.u8();
  const opcodeBase = cursor.u8();
  const operandCounts = Array.from({ length: Math.max(0, opcodeBase - 1) }, () => cursor.u8());
  const tableFormat = { version, addressSizeBytes, offsetSizeBytes };
  const tables = version >= 5 ? parseTables(cursor, tableFormat) : parseOldTables(cursor);
  if (cursor.isCutOff || lineRange === 0) return undefined;
  return {
    version,
    minimumInstructionSizeBytes,
    lineBase,
    lineRange,
    opcodeBase,
    operandCounts,
    ...tables,
    program: () => cursor.at(programStart, end),
  };
}

type Tables = Pick<LineHeader, 'directories' | 'files'>;

/** Until DWARF 4: texts, and files with three numbers each, ended by an empty one. */
function parseOldTables(cursor: Cursor): Tables {
  const directories: (FormValue | undefined)[] = [undefined];
  for (let text = cursor.text(); text !== ''; text = cursor.text()) directories.push({ kind: 'text', text });
  const files: (LineFile | undefined)[] = [undefined];
  for (let text = cursor.text(); text !== ''; text = cursor.text()) {
    files.push({ name: { kind: 'text', text }, directory: cursor.uleb() });
    cursor.skipLeb();
    cursor.skipLeb();
  }
  return { directories, files };
}

/** DW_LNCT_path and DW_LNCT_directory_index; sizes, times and checksums are not needed. */
const content = { path: 1, directory: 2 };

/** Since DWARF 5: two tables, each ahead of it what its entries are made of. */
function parseTables(cursor: Cursor, format: UnitFormat): Tables {
  const directories = parseTable(cursor, format).map((entry) => entry.get(content.path));
  const files = parseTable(cursor, format).map((entry) => {
    const name = entry.get(content.path);
    const directory = entry.get(content.directory);
    return name && { name, directory: directory?.kind === 'constant' ? directory.value : 0 };
  });
  return { directories, files };
}

function parseTable(cursor: Cursor, format: UnitFormat): readonly ReadonlyMap<number, FormValue>[] {
  const columns: AttributeForm[] = Array.from({ length: cursor.u8() }, () => ({
    attribute: cursor.uleb(),
    form: cursor.uleb(),
    implicitConstant: 0,
  }));
  // Entries take a byte at least, whatever count stands ahead of them.
  const count = Math.min(cursor.uleb(), cursor.end - cursor.position);
  const entries: ReadonlyMap<number, FormValue>[] = [];
  while (entries.length < count && columns.length > 0 && !cursor.isCutOff) {
    const values = columns.map((column) => [column.attribute, readForm(cursor, column, format)] as const);
    entries.push(new Map(values));
  }
  return entries;
}
