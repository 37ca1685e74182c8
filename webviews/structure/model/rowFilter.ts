import type { MemberPath, StructureRow } from '../../../core/protocol/panels/structureRequests';

/** Paths are kept by their text: steps are numbers, and names in `as …` have no slash. */
export function keyOf(path: MemberPath): string {
  return path.join('/');
}

export function pathOf(key: string): MemberPath {
  return key === '' ? [] : key.split('/');
}

/** Which rows are shown. */
export interface RowFilter {
  matches(path: MemberPath): boolean;
  /** @param isInMatch it stands below a row that matches: what a person expands there is shown */
  lets(path: MemberPath, row: StructureRow, isInMatch: boolean): boolean;
}

/** Lets the found rows through, and what leads to them. */
export class FoundRows implements RowFilter {
  private readonly found: ReadonlySet<string>;
  private readonly above = new Set<string>();

  constructor(readonly paths: readonly MemberPath[]) {
    this.found = new Set(paths.map(keyOf));
    for (const path of paths)
      for (let end = 0; end < path.length; end++) this.above.add(keyOf(path.slice(0, end)));
  }

  /** The nodes that have to be expanded, with how many children each has to show. */
  get parents(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const path of this.paths) {
      for (let end = 0; end < path.length; end++) {
        const key = keyOf(path.slice(0, end));
        counts.set(key, Math.max(counts.get(key) ?? 0, Number(path[end]) + 1));
      }
    }
    return counts;
  }

  matches(path: MemberPath): boolean {
    return this.found.has(keyOf(path));
  }

  lets(path: MemberPath, _row: StructureRow, isInMatch: boolean): boolean {
    return isInMatch || this.matches(path) || this.above.has(keyOf(path));
  }
}

/** Lets rows through that differ from those of the objects beside. */
export const differingRows: RowFilter = {
  matches: () => false,
  lets: (_path, { differs }) => differs !== false,
};
