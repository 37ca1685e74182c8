/** One stack of the picture, the outermost function first. */
export interface MergedStack {
  readonly functions: readonly StackFunction[];
  /** Tasks that have it. */
  readonly count: number;
  /** Those of them that the filter lets pass. */
  readonly matching: number;
}

export interface StackFunction {
  readonly name: string;
  readonly module?: string | undefined;
  /** An address in its code. */
  readonly pc: string;
}

/** A function on a path of calls, with the tasks whose stacks take it. */
export interface CallNode {
  /** Undefined for the root of all stacks. */
  readonly function?: StackFunction;
  readonly count: number;
  readonly matching: number;
  /** The most frequent first. */
  readonly children: readonly CallNode[];
}

interface GrowingNode {
  function?: StackFunction;
  count: number;
  matching: number;
  readonly children: Map<string, GrowingNode>;
}

/** More than any kernel stack has room for. */
const maxDepth = 500;

/** Merges stacks from their first functions on: equal paths are one. */
export function callTree(stacks: Iterable<MergedStack>): CallNode {
  const root: GrowingNode = { count: 0, matching: 0, children: new Map() };
  for (const { functions, count, matching } of stacks) {
    let node = root;
    grow(node, count, matching);
    for (const each of functions.slice(0, maxDepth)) {
      node = childOf(node, each);
      grow(node, count, matching);
    }
  }
  return finished(root);
}

/** From the innermost function on: who waits there, and how they came there. */
export function inverted(stacks: readonly MergedStack[]): readonly MergedStack[] {
  return stacks.map((stack) => ({ ...stack, functions: [...stack.functions].reverse() }));
}

/** The stacks that a function is on: what it calls, itself first, and who calls it, the nearest first. */
export function aroundFunction(
  stacks: readonly MergedStack[],
  name: string,
): { readonly callees: readonly MergedStack[]; readonly callers: readonly MergedStack[] } {
  const on = stacks.flatMap((stack) => {
    const at = stack.functions.findIndex((each) => each.name === name);
    return at === -1 ? [] : [{ stack, at }];
  });
  return {
    callees: on.map(({ stack, at }) => ({ ...stack, functions: stack.functions.slice(at) })),
    callers: on.map(({ stack, at }) => ({ ...stack, functions: stack.functions.slice(0, at).reverse() })),
  };
}

function grow(node: GrowingNode, count: number, matching: number): void {
  node.count += count;
  node.matching += matching;
}

function childOf(node: GrowingNode, called: StackFunction): GrowingNode {
  const key = `${called.name} ${called.module ?? ''}`;
  let child = node.children.get(key);
  if (!child)
    node.children.set(key, (child = { function: called, count: 0, matching: 0, children: new Map() }));
  return child;
}

function finished({ children, ...node }: GrowingNode): CallNode {
  return { ...node, children: [...children.values()].map(finished).sort((a, b) => b.count - a.count) };
}
