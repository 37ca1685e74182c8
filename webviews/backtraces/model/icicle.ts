import type { CallNode } from './callTree';

/** A node as it is drawn: where it begins and how wide it is, as shares of the whole width. */
export interface IcicleBox {
  readonly node: CallNode;
  /** Rows below the root; above it where callers stand there. */
  readonly depth: number;
  readonly start: number;
  readonly width: number;
}

/**
 * Boxes of a tree, parents before their children; those narrower than `minWidth` are left out, with all below them.
 * @param direction -1 lets the tree grow upwards, without its root
 */
export function icicleBoxes(root: CallNode, minWidth: number, direction: 1 | -1 = 1): readonly IcicleBox[] {
  const boxes: IcicleBox[] = [];
  const total = root.count;
  const place = (node: CallNode, depth: number, start: number): void => {
    const width = node.count / total;
    if (width < minWidth) return;
    if (direction === 1 || depth !== 0) boxes.push({ node, depth, start, width });
    let at = start;
    for (const child of node.children) {
      place(child, depth + direction, at);
      at += child.count / total;
    }
  };
  if (total > 0) place(root, 0, 0);
  return boxes;
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** The box that a person means by an arrow key; the same one at the edge. */
export function neighbour(boxes: readonly IcicleBox[], from: IcicleBox, step: Step): IcicleBox {
  if (step === 'left' || step === 'right') {
    const row = boxes.filter(({ depth }) => depth === from.depth).sort((a, b) => a.start - b.start);
    return row[row.indexOf(from) + (step === 'left' ? -1 : 1)] ?? from;
  }
  const depth = from.depth + (step === 'down' ? 1 : -1);
  const touching = boxes.filter((box) => box.depth === depth && overlap(box, from) > 0);
  return touching.sort((a, b) => overlap(b, from) - overlap(a, from))[0] ?? from;
}

function overlap(a: IcicleBox, b: IcicleBox): number {
  return Math.min(a.start + a.width, b.start + b.width) - Math.max(a.start, b.start);
}
