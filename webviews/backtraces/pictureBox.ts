import { element } from '../shared/element';
import type { StackFunction } from './model/callTree';
import type { IcicleBox } from './model/icicle';
import { strings } from './strings';

const rowHeightPx = 22;

/** One box as it is drawn: `index` among all, parents first. */
export interface BoxToPaint {
  readonly box: IcicleBox;
  readonly index: number;
  /** Rows above it. */
  readonly row: number;
  readonly isFaded: boolean;
  readonly title: string;
}

export function paintBox({ box, index, row, isFaded, title }: BoxToPaint): HTMLElement {
  const { node, depth, start, width } = box;
  const shape = element(
    'div',
    {
      id: `box-${index}`,
      class: ['box', node.function?.module ? 'of-module' : '', isFaded ? 'faded' : ''].join(' '),
      role: 'row',
      'aria-level': String(Math.abs(depth) + 1),
      title,
    },
    element('span', { role: 'gridcell' }, labelOf(box)),
    element('span', { role: 'gridcell', class: 'box-count' }, ` ${strings.count(node.count)}`),
  );
  shape.style.top = `${row * rowHeightPx}px`;
  shape.style.left = `${start * 100}%`;
  shape.style.width = `${width * 100}%`;
  return shape;
}

/** As high as the rows from `top` to `bottom`. */
export function boxesSpace(top: number, bottom: number, shapes: readonly HTMLElement[]): HTMLElement {
  const space = element('div', { class: 'boxes-space', role: 'presentation' }, ...shapes);
  space.style.height = `${(bottom - top + 1) * rowHeightPx}px`;
  return space;
}

export function labelOf({ node }: IcicleBox): string {
  return node.function ? labelText(node.function) : strings.allStacks;
}

function labelText({ name, module }: StackFunction): string {
  return module === undefined ? name : `${name} [${module}]`;
}
