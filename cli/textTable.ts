import { visibleText } from '../core/base/visibleText';

/** A column of a table; what is not known shows as `??`. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** Numbers stand at the right. */
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/** Columns as wide as their widest value, under their titles. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ value }) => visibleText(String(value(row) ?? '??'))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, column) =>
    lines.reduce((width, line) => Math.max(width, line[column]?.length ?? 0), 0),
  );
  return lines
    .map((line) => line.map((cell, at) => padded(cell, columns[at], widths[at])).join(gap))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function padded<Row>(cell: string, column: Column<Row> | undefined, width = 0): string {
  return column?.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
}
