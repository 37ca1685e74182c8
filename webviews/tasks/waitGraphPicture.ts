import { commText } from '../../core/protocol/text/taskText';
import { visibleText } from '../../core/base/visibleText';
import type { GraphEdge, GraphNode, WaitGraph } from './model/waitGraph';
import { strings } from './strings';

const nodeWidth = 116;
const nodeHeight = 20;
const layerGap = 26;
const rowGap = 10;
const maxLabelLength = 16;

/** The graph as a picture; what it says stands in the chains as text, so it has no roles of its own. */
export function waitGraphPicture(graph: WaitGraph, select: (task: string) => void): SVGSVGElement {
  const width = graph.layers * (nodeWidth + layerGap) - layerGap + 2;
  const height = graph.height * (nodeHeight + rowGap) + rowGap;
  const picture = svg('svg', {
    viewBox: `-1 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    role: 'img',
    'aria-label': strings.graph,
    class: 'wait-graph',
  });
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  picture.append(arrowHead());
  for (const edge of graph.edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from && to) picture.append(edgePath(edge, from, to));
  }
  for (const node of graph.nodes) picture.append(nodeBox(node, select));
  return picture;
}

function nodeBox(node: GraphNode, select: (task: string) => void): SVGElement {
  const group = svg('g', { class: `node ${node.kind}`, transform: `translate(${left(node)} ${top(node)})` });
  const label = svg('text', { x: '6', y: String(nodeHeight / 2 + 4) });
  const text = nodeText(node);
  label.textContent = text.length > maxLabelLength ? `${text.slice(0, maxLabelLength - 1)}…` : text;
  const title = svg('title', {});
  title.textContent = text;
  const corner = node.kind === 'lock' ? '11' : '2';
  const box = svg('rect', { width: String(nodeWidth), height: String(nodeHeight), rx: corner });
  group.append(title, box, label);
  const { task } = node;
  if (task)
    group.addEventListener('click', () => {
      select(task.task);
    });
  return group;
}

function nodeText({ task, wait }: GraphNode): string {
  if (task) return `${task.pid ?? strings.unknown} ${commText(task.comm)}`;
  if (!wait) return strings.ownerUnknown;
  return visibleText(wait.symbol ?? `${wait.kind} …${wait.lock?.slice(-6) ?? strings.unknown}`);
}

/** Ways to the left, which close a circle, go below the boxes. */
function edgePath({ kind, isBack }: GraphEdge, from: GraphNode, to: GraphNode): SVGElement {
  const [x1, y1] = [left(from) + nodeWidth, top(from) + nodeHeight / 2];
  const [x2, y2] = [left(to), top(to) + nodeHeight / 2];
  const bend = isBack ? layerGap : layerGap / 2;
  const low = Math.max(y1, y2) + nodeHeight;
  const way = isBack
    ? `M ${x1} ${y1} C ${x1 + bend} ${low}, ${x2 - bend} ${low}, ${x2 - 2} ${y2}`
    : `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2 - 2} ${y2}`;
  const path = svg('path', { d: way, class: `edge ${kind}`, 'marker-end': 'url(#arrow)' });
  const title = svg('title', {});
  title.textContent = {
    waits: strings.waitsFor,
    held: strings.heldBy,
    'perhaps-held': strings.perhapsHeldBy,
  }[kind];
  path.append(title);
  return path;
}

function arrowHead(): SVGElement {
  const definitions = svg('defs', {});
  const marker = svg('marker', {
    id: 'arrow',
    viewBox: '0 0 8 8',
    refX: '7',
    refY: '4',
    markerWidth: '7',
    markerHeight: '7',
    orient: 'auto',
  });
  marker.append(svg('path', { d: 'M 0 0 L 8 4 L 0 8 z', class: 'arrow-head' }));
  definitions.append(marker);
  return definitions;
}

function left({ layer }: GraphNode): number {
  return layer * (nodeWidth + layerGap);
}

function top({ place }: GraphNode): number {
  return place * (nodeHeight + rowGap) + rowGap / 2;
}

function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
