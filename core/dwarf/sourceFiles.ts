import { attribute } from './constants';
import { Cursor } from './cursor';
import { parseLineHeader, type LineHeader } from './lineHeader';
import type { LineRow } from './lineProgram';
import type { SourceLocation } from './sourceFrame';
import { offsetOf, type Unit } from './unit';

/** Far more than the line numbers of one unit take. */
const maxLineTableSizeBytes = 64 * 1024 * 1024;
const lengthFieldsSizeBytes = 12;

/** The header of a unit's line number program, its bytes read to the end of the program. */
export function readLineHeader(unit: Unit): LineHeader | undefined {
  const section = unit.sections.get('line');
  const offset = offsetOf(unit.root.get(attribute.statementList));
  if (section === undefined || offset === undefined) return undefined;
  const { littleEndian } = unit.sections;
  const start = new Cursor(section.read(offset, lengthFieldsSizeBytes), littleEndian);
  const sizeBytes = start.unitLength().sizeBytes + start.position;
  const bytes = section.read(offset, Math.min(sizeBytes, maxLineTableSizeBytes));
  return parseLineHeader(new Cursor(bytes, littleEndian), unit.header);
}

/** The location of a row; undefined where the table names neither a line nor a file. */
export function locationOf(unit: Unit, header: LineHeader, row: LineRow): SourceLocation | undefined {
  const name = filePath(unit, header, row.file);
  if (name === undefined || !(row.line > 0)) return undefined;
  return { file: name, line: row.line, ...(row.column > 0 && { column: row.column }) };
}

/** A relative name counts from its directory, and a relative directory from that of the compilation. */
function filePath(unit: Unit, header: LineHeader, index: number): string | undefined {
  const file = header.files[index];
  const name = unit.text(file?.name);
  if (file === undefined || name === undefined || name === '') return undefined;
  const directory = unit.text(header.directories[file.directory]) ?? '';
  const compilation = unit.text(unit.root.get(attribute.compilationDirectory)) ?? '';
  const isCompilation = file.directory === 0 || directory === compilation;
  return joined(compilation, joined(isCompilation ? '' : directory, name));
}

function joined(directory: string, path: string): string {
  return directory === '' || path.startsWith('/') ? path : `${directory.replace(/\/$/, '')}/${path}`;
}
