import { attribute, tag } from './constants';
import type { Cursor } from './cursor';
import type { LineRow } from './lineProgram';
import { rangeBudget, rangesOf, type RangeBudget } from './ranges';
import { constantOf, type Attributes, type Entry, type Unit } from './unit';

/** Deeper than any compiler nests; a damaged unit can nest as deep as it has bytes. */
const maxDepth = 512;

/**
 * The function of the unit that holds `address`, and the ones inlined there into one another, outermost first; empty
 * where no function is known there (assembly).
 */
export function findFunctionChain(unit: Unit, address: bigint): readonly Attributes[] {
  return new ChainSearch(unit, address).run();
}

class ChainSearch {
  private readonly chain: Attributes[] = [];
  private readonly budget: RangeBudget = rangeBudget();
  private readonly cursor: Cursor;

  constructor(
    private readonly unit: Unit,
    private readonly address: bigint,
  ) {
    this.cursor = unit.entries();
  }

  /**
   * Entries come in the order of a walk that takes children first. What surely does not hold the address is passed
   * over with its children; the search ends where the innermost function that was entered does.
   */
  run(): readonly Attributes[] {
    const { cursor, unit, chain } = this;
    let innermostDepth = 0;
    for (let depth = 0; !cursor.isAtEnd && depth < maxDepth;) {
      const entry = unit.nextEntry(cursor);
      if (entry === undefined) {
        depth -= 1;
        if (depth <= innermostDepth) break;
        continue;
      }
      const known = chain.length;
      const enters = this.visit(entry);
      if (chain.length > known) {
        innermostDepth = depth;
        if (!entry.abbreviation.hasChildren) break;
      }
      if (enters && entry.abbreviation.hasChildren) depth += 1;
    }
    return chain;
  }

  /** Stands behind the entry afterwards or, where that returns false, behind its children as well. */
  private visit(entry: Entry): boolean {
    const { cursor, unit } = this;
    const { abbreviation } = entry;
    const isFunction = abbreviation.tag === tag.subprogram || abbreviation.tag === tag.inlinedSubroutine;
    if (!isFunction && abbreviation.tag !== tag.lexicalBlock) {
      const holdsNone =
        abbreviation.hasChildren && abbreviation.tag !== tag.compileUnit && unit.hasFlatFunctions;
      if (holdsNone && unit.skipTree(cursor, abbreviation)) return false;
      unit.skipAttributes(cursor, abbreviation);
      return true;
    }
    const attributes = unit.readAttributes(cursor, abbreviation);
    const holds = this.holds(attributes);
    if (isFunction && holds === true) this.chain.push(attributes);
    const enters = isFunction ? holds === true : holds !== false;
    if (!enters && abbreviation.hasChildren) this.skipChildren(attributes);
    return enters;
  }

  /** Undefined where the entry does not say what code it has. */
  private holds(attributes: Attributes): boolean | undefined {
    let answer: boolean | undefined;
    for (const { start, end } of rangesOf(this.unit, attributes, this.budget)) {
      if (start <= this.address && this.address < end) return true;
      answer = false;
    }
    return answer;
  }

  /** By the reference to the next sibling where the compiler wrote one, else one by one. */
  private skipChildren(attributes: Attributes): void {
    const { cursor, unit } = this;
    const sibling = attributes.get(attribute.sibling);
    if (sibling?.kind === 'reference' && sibling.from === 'unit' && sibling.offset > cursor.position) {
      cursor.position = sibling.offset;
      return;
    }
    for (let depth = 1; depth > 0 && !cursor.isAtEnd;) {
      const entry = unit.nextEntry(cursor);
      if (entry === undefined) depth -= 1;
      else {
        unit.skipAttributes(cursor, entry.abbreviation);
        if (entry.abbreviation.hasChildren) depth += 1;
      }
    }
  }
}

/** Where a function was inlined: the number of the file in the unit's line table. */
export function callPlace(attributes: Attributes): LineRow {
  const number = (which: number): number => constantOf(attributes.get(which)) ?? 0;
  return {
    file: number(attribute.callFile),
    line: number(attribute.callLine),
    column: number(attribute.callColumn),
  };
}
