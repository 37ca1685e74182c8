/**
 * One Tab stop for a whole list: arrows, Home and End move among the items, and the one used last is where Tab
 * comes back to. `onEnter` is what Enter and a double click do.
 */
export function roveFocus(list: HTMLElement, onEnter?: (index: number) => void, start = 0): void {
  const items = Array.from(list.children).filter((child) => child instanceof HTMLElement);
  items.forEach((item, index) => {
    item.tabIndex = index === start ? 0 : -1;
    item.addEventListener('dblclick', () => onEnter?.(index));
  });
  list.addEventListener('focusin', ({ target }) => {
    for (const item of items) item.tabIndex = item === target ? 0 : -1;
  });
  list.addEventListener('keydown', (event) => {
    const index = items.findIndex((item) => item === event.target);
    if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') onEnter?.(index);
    const next = nextIndex(event.key, index, items.length);
    if (next === undefined) return;
    items[next]?.focus();
    event.preventDefault();
  });
}

function nextIndex(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
