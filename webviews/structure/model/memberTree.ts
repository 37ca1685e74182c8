import type {
  MemberPath,
  StructureRow,
  StructureRows,
} from '../../../core/protocol/panels/structureRequests';
import { keyOf, type RowFilter } from './rowFilter';

/** Children that are asked for at once. */
export const levelPage = 100;

/** One line of the tree as it is shown. */
export interface TreeLine {
  readonly kind: 'value' | 'more' | 'loading' | 'failed';
  /** Of a value: its own; else of what it stands below. */
  readonly path: MemberPath;
  /** From 1. */
  readonly depth: number;
  readonly row?: StructureRow;
  readonly isExpanded?: boolean;
  /** Among its neighbours, from 1. */
  readonly position?: number;
  /** Rows that stand below the value, or beside it. */
  readonly total?: number;
  /** Why its rows are not there. */
  readonly problem?: string;
}

/** Rows that are shown and have not been asked for. */
export interface LevelWanted {
  readonly path: MemberPath;
  readonly start: number;
  readonly count: number;
}

interface Level {
  rows: readonly StructureRow[];
  /** Unknown until the first rows came. */
  total: number | undefined;
  /** As many as a person has asked to see. */
  wanted: number;
  asked: number;
  problem?: string;
}

/** What of an object is expanded, and the rows that came of it. */
export class MemberTree {
  private readonly levels = new Map<string, Level>();
  /** How many children each expanded node shows, by its key. */
  private readonly expanded = new Map<string, number>();
  /** What hangs on a node that is followed as a list: `task_struct.sibling`, by its key. */
  private readonly lists = new Map<string, string>();
  private filter: RowFilter | undefined;
  private known: readonly TreeLine[] | undefined;

  /** @param expanded and `lists` as they were when a page kept them */
  constructor(
    expanded: readonly (readonly [key: string, count: number])[] = [],
    lists: readonly (readonly [key: string, link: string])[] = [],
  ) {
    for (const [key, count] of [['', levelPage] as const, ...expanded]) this.expanded.set(key, count);
    for (const [key, link] of lists) this.lists.set(key, link);
  }

  /** Top to bottom, as far as they are expanded. */
  get lines(): readonly TreeLine[] {
    this.known ??= [...this.linesBelow([], 1, false)];
    return this.known;
  }

  /** What has to be asked for so that all that is expanded shows; once each. */
  takeWanted(): readonly LevelWanted[] {
    const wanted: LevelWanted[] = [];
    for (const { kind, path } of this.lines) {
      if (kind !== 'loading') continue;
      const level = this.levelAt(path);
      if (level.asked >= level.wanted) continue;
      wanted.push({ path: this.levelPath(path), start: level.asked, count: level.wanted - level.asked });
      level.asked = level.wanted;
    }
    return wanted;
  }

  /** @param path as in what was wanted */
  put(path: MemberPath, start: number, { total, rows }: StructureRows): void {
    const level = this.levels.get(keyOf(path));
    if (!level) return;
    level.total = total;
    level.rows = [...level.rows.slice(0, start), ...rows];
    this.changed();
  }

  fail(path: MemberPath, problem: string): void {
    const level = this.levels.get(keyOf(path));
    if (level) level.problem = problem;
    this.changed();
  }

  isExpanded(path: MemberPath): boolean {
    return this.expanded.has(keyOf(path));
  }

  expand(path: MemberPath, count = levelPage): void {
    this.expanded.set(keyOf(path), count);
    this.changed();
  }

  /** Shows that many children of the node, or more. */
  expandAtLeast(path: MemberPath, count: number): void {
    const level = this.levelAt(path);
    level.wanted = Math.max(level.wanted, count);
    this.expanded.set(keyOf(path), level.wanted);
    this.changed();
  }

  /** Leaves the root's own members. */
  collapseAll(): void {
    this.expanded.clear();
    this.lists.clear();
    this.expanded.set('', levelPage);
    this.changed();
  }

  collapse(path: MemberPath): void {
    this.expanded.delete(keyOf(path));
    this.changed();
  }

  /** Shows what is behind the line, or no longer; false where there is nothing. */
  toggle({ kind, path, row, isExpanded }: TreeLine): boolean {
    if (kind === 'more') this.showMore(path);
    else if (isExpanded) this.collapse(path);
    else if (row?.hasRows) this.expand(path);
    else return false;
    return true;
  }

  /** Shows the next children of the node. */
  showMore(path: MemberPath): void {
    const level = this.levelAt(path);
    level.wanted += levelPage;
    this.expanded.set(keyOf(path), level.wanted);
    this.changed();
  }

  listAt(path: MemberPath): string | undefined {
    return this.lists.get(keyOf(path));
  }

  /** Follows the node as a list of those structs; as what it is, without a link. */
  follow(path: MemberPath, link: string | undefined): void {
    if (link === undefined) this.lists.delete(keyOf(path));
    else this.lists.set(keyOf(path), link);
    this.changed();
  }

  /** How many rows stand below the node, where that is known. */
  totalBelow(path: MemberPath): number | undefined {
    return this.levels.get(keyOf(this.levelPath(path)))?.total;
  }

  /** Shows those rows alone that the filter lets through; all without one. */
  show(filter: RowFilter | undefined): void {
    this.filter = filter;
    this.changed();
  }

  /** Asks for all rows anew: they are shown in another way, or another object's. */
  forgetRows(): void {
    this.levels.clear();
    this.changed();
  }

  /** What a page keeps to come back to. */
  get expandedNodes(): readonly (readonly [key: string, count: number])[] {
    return [...this.expanded];
  }

  get followedLists(): readonly (readonly [key: string, link: string])[] {
    return [...this.lists];
  }

  private *linesBelow(path: MemberPath, depth: number, isInMatch: boolean): Iterable<TreeLine> {
    const level = this.levelAt(path);
    const total = level.total ?? 0;
    const below = this.levelPath(path);
    for (const [index, row] of level.rows.slice(0, level.wanted).entries()) {
      const own = [...below, String(index)];
      const isMatch = isInMatch || (this.filter?.matches(own) ?? true);
      if (this.filter && !this.filter.lets(own, row, isInMatch)) continue;
      const isExpanded = this.expanded.has(keyOf(own));
      yield { kind: 'value', path: own, depth, row, isExpanded, position: index + 1, total };
      if (isExpanded) yield* this.linesBelow(own, depth + 1, isMatch);
    }
    yield* this.endOf(level, path, depth);
  }

  private *endOf(level: Level, path: MemberPath, depth: number): Iterable<TreeLine> {
    const shown = Math.min(level.rows.length, level.wanted);
    const expected = Math.min(level.total ?? Infinity, level.wanted);
    if (level.problem !== undefined) yield { kind: 'failed', path, depth, problem: level.problem };
    else if (shown < expected) yield { kind: 'loading', path, depth };
    else if (level.total !== undefined && level.total > shown && !this.filter)
      yield { kind: 'more', path, depth, total: level.total - shown };
  }

  private levelPath(path: MemberPath): MemberPath {
    const link = this.lists.get(keyOf(path));
    return link === undefined ? path : [...path, `as ${link}`];
  }

  private levelAt(path: MemberPath): Level {
    const key = keyOf(this.levelPath(path));
    let level = this.levels.get(key);
    if (!level) {
      const wanted = this.expanded.get(keyOf(path)) ?? levelPage;
      this.levels.set(key, (level = { rows: [], total: undefined, wanted, asked: 0 }));
    }
    return level;
  }

  private changed(): void {
    this.known = undefined;
  }
}
