import { groupDumps, type DumpGroup } from './dumpGroups';
import type { ListedDump } from './listedDump';
import type { FolderProblem } from './searchFolder';

/** A row of the view; it stays the same object while it shows the same thing, whatever is learnt of that. */
export interface Row {
  readonly key: string;
  content: RowContent;
}

/** A dump in a group stands below it. */
export type RowContent =
  | { readonly kind: 'group'; readonly group: DumpGroup }
  | { readonly kind: 'dump'; readonly dump: ListedDump; readonly isInGroup: boolean }
  | { readonly kind: 'problem'; readonly problem: FolderProblem };

/**
 * The rows of the view. VS Code forgets all rows when it is told that the tree has changed, and a menu that is open then leads
 * nowhere: so it is told only which rows look otherwise, as long as all stand where they stood.
 */
export class DumpRows {
  private rows = new Map<string, Row>();
  private topKeys: readonly string[] = [];
  private below = new Map<string, readonly string[]>();

  get top(): Row[] {
    return this.found(this.topKeys);
  }

  childrenOf({ key }: Row): Row[] {
    return this.found(this.below.get(key) ?? []);
  }

  /** Gives the rows that look otherwise now, or `tree` where rows came, went or moved. */
  update(dumps: readonly ListedDump[], problems: readonly FolderProblem[]): readonly Row[] | 'tree' {
    const shape = this.shape;
    const before = this.rows;
    const changed: Row[] = [];
    this.rows = new Map();
    this.below = new Map();
    const show = (key: string, content: RowContent): string => {
      const row = before.get(key) ?? { key, content };
      if (!isSame(row.content, content)) changed.push(row);
      row.content = content;
      this.rows.set(key, row);
      return key;
    };
    const showDump = (dump: ListedDump, isInGroup: boolean): string =>
      show(`dump:${dump.path}`, { kind: 'dump', dump, isInGroup });
    const dumpKeys = groupDumps(dumps).map((row) => {
      if (!('dumps' in row)) return showDump(row, false);
      const key = show(`group:${row.id}`, { kind: 'group', group: row });
      this.below.set(
        key,
        row.dumps.map((dump) => showDump(dump, true)),
      );
      return key;
    });
    const problemKeys = problems.map((problem) =>
      show(`problem:${problem.kind}:${problem.path}`, { kind: 'problem', problem }),
    );
    this.topKeys = [...dumpKeys, ...problemKeys];
    return this.shape === shape ? changed : 'tree';
  }

  private get shape(): string {
    return JSON.stringify([this.topKeys, [...this.below]]);
  }

  private found(keys: readonly string[]): Row[] {
    return keys.flatMap((key) => this.rows.get(key) ?? []);
  }
}

function isSame(a: RowContent, b: RowContent): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Each once, though a group and its dumps may be selected together; a group stands for its dumps. */
export function dumpsOf(rows: readonly Row[]): readonly ListedDump[] {
  const dumps = rows.flatMap(({ content }) => {
    if (content.kind === 'group') return content.group.dumps;
    return content.kind === 'dump' ? [content.dump] : [];
  });
  return [...new Map(dumps.map((dump) => [dump.path, dump])).values()];
}
