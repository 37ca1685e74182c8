import { element, type Child } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';

/** A landmark with its heading. */
export function section(id: string, heading: Child, ...children: readonly Child[]): HTMLElement {
  const headingId = `${id}-heading`;
  return element(
    'section',
    { id, 'aria-labelledby': headingId },
    element('h2', { id: headingId }, heading),
    ...children,
  );
}

export interface Row {
  readonly label: string;
  readonly value: string;
  /** The value is a path, a number of the machine, or the like: shown in the editor's font. */
  readonly code?: boolean;
  /** Where the value comes from, or more about it; shown on hover. */
  readonly hint?: string;
  /** The value stands for something bad: marked, and not by colour alone. */
  readonly warning?: boolean;
  /** Where the value leads, by a click on it or by Enter on the row. */
  readonly open?: (beside: boolean) => void;
}

/** Labels and values, one Tab stop for all. */
export function rows(facts: readonly Row[]): HTMLUListElement {
  const list = element('ul', { class: 'rows' });
  for (const { label, value, code, hint, warning, open } of facts) {
    list.append(
      element(
        'li',
        { ...(hint && { title: hint }), ...(warning && { class: 'warning' }) },
        element('span', { class: 'label' }, label),
        ' ',
        valueElement(value, code ? 'value code' : 'value', open),
      ),
    );
  }
  roveFocus(list, (index) => facts[index]?.open?.(false));
  return list;
}

/** The row is the Tab stop, so a link in it is none of its own. */
function valueElement(text: string, style: string, open: Row['open']): HTMLElement {
  if (!open) return element('span', { class: style }, text);
  const link = element('button', { type: 'button', class: `link ${style}`, tabindex: '-1' }, text);
  link.addEventListener('click', ({ ctrlKey, metaKey }) => {
    open(ctrlKey || metaKey);
  });
  return link;
}

/** A row of plain words, unless there is no value. */
export function row(label: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [{ label, value }];
}

/** A row in the editor's font, unless there is no value. */
export function codeRow(label: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [{ label, value, code: true }];
}
