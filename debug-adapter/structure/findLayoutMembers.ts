import type { FoundMembers } from '../../core/protocol/panels/structureRequests';
import { layoutRows, type LayoutRow } from '../../core/report/objects/layoutRows';
import type { CType } from '../../core/types/cType';
import { dottedPath } from './dottedPath';

const maxVisited = 20_000;
const maxFound = 500;
/** Types of hostile type information may contain themselves. */
const maxDepth = 12;

/** Members of a type, those nested in it too, whose name, dotted path or type has the text in it; `is:hole` means holes. */
export function findLayoutMembers(type: CType, text: string): FoundMembers {
  const search = new LayoutSearch(text.trim().toLowerCase());
  search.below(type, [], '');
  return search;
}

class LayoutSearch implements FoundMembers {
  readonly paths: (readonly string[])[] = [];
  visited = 0;
  isComplete = true;

  constructor(private readonly wanted: string) {}

  below(type: CType, path: readonly string[], dotted: string): void {
    for (const [index, row] of layoutRows(type).entries()) {
      if (this.visited >= maxVisited || this.paths.length >= maxFound) {
        this.isComplete = false;
        return;
      }
      this.visited++;
      const [ownPath, ownDotted] = [[...path, String(index)], dottedPath(dotted, row.name)];
      if (this.matches(row, ownDotted)) this.paths.push(ownPath);
      if (!row.inside) continue;
      if (ownPath.length < maxDepth) this.below(row.inside, ownPath, ownDotted);
      else this.isComplete = false;
    }
  }

  private matches({ name, type, isHole }: LayoutRow, dotted: string): boolean {
    if (isHole) return this.wanted === 'is:hole';
    return (
      name.toLowerCase().includes(this.wanted) ||
      type.toLowerCase().includes(this.wanted) ||
      (this.wanted.includes('.') && dotted.toLowerCase().endsWith(this.wanted))
    );
  }
}
