import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CancellationToken } from '../../core/base/cancellation';
import { cancelled } from '../../core/base/errors';
import type { FoundMembers } from '../../core/protocol/panels/structureRequests';
import { sizeOfType, strippedType } from '../../core/types/cType';
import { dottedPath } from './dottedPath';
import type { ObjectTree, TreeNode } from './objectTree';
import { markOf } from './valueMarks';

const maxVisited = 20_000;
const maxFound = 500;
const maxDepth = 12;
/** Of an array. */
const maxElements = 256;
/** Other requests, and a cancel, are heard after so many values. */
const valuesAtOnce = 500;

/**
 * Members of the object, those nested in it too, whose name, dotted path or value has the text in it; `is:null`,
 * `is:freed`, `is:excluded` mean those marks. No pointer is followed and no list.
 */
export async function findMembers(
  tree: ObjectTree,
  text: string,
  token: CancellationToken,
): Promise<FoundMembers> {
  const search = new Search(tree, matcher(text), token);
  await search.below([], '', 0);
  return { paths: search.paths, visited: search.visited, isComplete: search.isComplete };
}

type Matches = (node: TreeNode, dottedPath: string) => boolean;

function matcher(text: string): Matches {
  const wanted = text.trim().toLowerCase();
  const mark = /^is:(\w+)$/.exec(wanted)?.[1];
  if (mark !== undefined)
    return ({ shown: { object } }) => (object && markOf(object)?.kind.startsWith(mark)) ?? false;
  return (node, dottedPath) =>
    node.shown.name.toLowerCase().includes(wanted) ||
    // What stands in the line of a struct is found in its members.
    (!isNested(node) && node.shown.value.toLowerCase().includes(wanted)) ||
    (wanted.includes('.') && dottedPath.toLowerCase().endsWith(wanted));
}

class Search {
  readonly paths: (readonly string[])[] = [];
  visited = 0;
  isComplete = true;

  constructor(
    private readonly tree: ObjectTree,
    private readonly matches: Matches,
    private readonly token: CancellationToken,
  ) {}

  async below(path: readonly string[], dotted: string, depth: number): Promise<void> {
    const level = await this.tree.level(path);
    if (level.total > maxElements) this.isComplete = false;
    const nodes = await level.read(0, maxElements);
    for (const [index, node] of nodes.entries()) {
      if (this.visited >= maxVisited || this.paths.length >= maxFound) {
        this.isComplete = false;
        return;
      }
      await this.visit(node, [...path, String(index)], dottedPath(dotted, node.shown.name), depth);
    }
  }

  private async visit(node: TreeNode, path: readonly string[], dotted: string, depth: number): Promise<void> {
    if (++this.visited % valuesAtOnce === 0) await nextTurn();
    if (this.token.isCancelled) throw cancelled();
    if (this.matches(node, dotted)) this.paths.push(path);
    if (!isNested(node)) return;
    if (depth < maxDepth) await this.below(path, dotted, depth + 1);
    else this.isComplete = false;
  }
}

/** Text is found by its value, not by its letters. */
function isNested({ shown: { object, inside } }: TreeNode): boolean {
  if (!object || !inside) return false;
  const type = strippedType(object.type);
  return type.kind !== 'pointer' && !(type.kind === 'array' && sizeOfType(type.element) === 1);
}
