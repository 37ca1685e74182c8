import type { LockWaitData, TaskName } from '../../../core/protocol/lockWaits';
import { lockKey } from './lockChains';

export interface GraphNode {
  readonly id: string;
  readonly kind: 'task' | 'lock' | 'unknown';
  /** Of a task. */
  readonly task?: TaskName;
  /** Of a lock: a wait for it. */
  readonly wait?: LockWaitData;
  /** From the left: who waits stands before what it waits for. */
  readonly layer: number;
  /** From the top of its layer. */
  readonly place: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** A task waits for a lock; a lock is held by a task. */
  readonly kind: 'waits' | 'held' | 'perhaps-held';
  /** It closes a circle: it leads to the left. */
  readonly isBack: boolean;
}

export interface WaitGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly layers: number;
  /** Nodes in the highest layer. */
  readonly height: number;
}

type Unplaced = Omit<GraphNode, 'layer' | 'place'>;

/** Tasks and locks in layers from the left: a task, the lock that it waits for, who holds it, and so on. */
export function waitGraph(waits: readonly LockWaitData[]): WaitGraph {
  const nodes = new Map<string, Unplaced>();
  const edges = new Map<string, Omit<GraphEdge, 'isBack'>>();
  const addEdge = (edge: Omit<GraphEdge, 'isBack'>): void => {
    edges.set(`${edge.from} ${edge.to}`, edge);
  };
  for (const wait of waits) {
    const { task, holder } = wait;
    const lock = lockKey(wait);
    nodes.set(task, { id: task, kind: 'task', task: wait });
    nodes.set(lock, { id: lock, kind: 'lock', wait });
    addEdge({ from: task, to: lock, kind: 'waits' });
    const owner = holder?.task ?? `owner-of ${lock}`;
    if (!nodes.has(owner))
      nodes.set(owner, holder ? { id: owner, kind: 'task', task: holder } : { id: owner, kind: 'unknown' });
    addEdge({ from: lock, to: owner, kind: holder?.certain === true ? 'held' : 'perhaps-held' });
  }
  return placed([...nodes.values()], [...edges.values()]);
}

function placed(nodes: readonly Unplaced[], edges: readonly Omit<GraphEdge, 'isBack'>[]): WaitGraph {
  const layers = layersOf(nodes, edges);
  const filled: number[] = [];
  const done = nodes.map((node): GraphNode => {
    const layer = layers.get(node.id) ?? 0;
    const place = filled[layer] ?? 0;
    filled[layer] = place + 1;
    return { ...node, layer, place };
  });
  return {
    nodes: done,
    edges: edges.map((edge) => ({
      ...edge,
      isBack: (layers.get(edge.to) ?? 0) <= (layers.get(edge.from) ?? 0),
    })),
    layers: filled.length,
    height: Math.max(0, ...filled),
  };
}

/** As far to the right as the longest way to each node is long; edges that close a circle do not count. */
function layersOf(
  nodes: readonly Unplaced[],
  edges: readonly Omit<GraphEdge, 'isBack'>[],
): ReadonlyMap<string, number> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const hasWaiters = new Set(edges.map(({ to }) => to));
  const layers = new Map<string, number>();
  /** @param way the nodes on the way to here */
  const visit = (id: string, layer: number, way: ReadonlySet<string>): void => {
    if (way.has(id) || (layers.get(id) ?? -1) >= layer) return;
    layers.set(id, layer);
    const onWay = new Set(way).add(id);
    for (const other of next.get(id) ?? []) visit(other, layer + 1, onWay);
  };
  for (const { id } of nodes) if (!hasWaiters.has(id)) visit(id, 0, new Set());
  // What is left is in circles that nobody outside waits for.
  for (const { id } of nodes) if (!layers.has(id)) visit(id, 0, new Set());
  return layers;
}
