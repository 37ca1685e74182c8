import type { StructureRow, StructureRows } from '../../core/protocol/panels/structureRequests';
import { layoutRows, type LayoutRow } from '../../core/report/objects/layoutRows';
import type { CType } from '../../core/types/cType';
import { rowMissing } from './errors';

/** Rows of a type's layout below the path. @throws VmcoreError `row-missing` */
export function readLayoutRows(
  type: CType,
  path: readonly string[],
  start: number,
  count: number,
): StructureRows {
  let rows = layoutRows(type);
  for (const step of path) {
    const row = /^\d{1,9}$/.test(step) ? rows[Number(step)] : undefined;
    if (!row?.inside) throw rowMissing(path);
    rows = layoutRows(row.inside, row.offset ?? 0);
  }
  return { total: rows.length, rows: rows.slice(start, start + count).map(withoutType) };
}

/** Types stay here. */
function withoutType(row: LayoutRow): StructureRow {
  const sent = { ...row };
  delete sent.inside;
  return sent;
}
