/** Makes a toolbar one Tab stop: the arrow keys, Home and End move between its controls. */
export function roveToolbar(toolbar: HTMLElement): void {
  const controls = (): HTMLElement[] =>
    [...toolbar.querySelectorAll<HTMLElement>('button, input, select')].filter(
      (control) => control.offsetParent !== null,
    );
  const makeStop = (stop: HTMLElement): void => {
    for (const control of controls()) control.tabIndex = control === stop ? 0 : -1;
  };
  const first = toolbar.querySelector<HTMLElement>('input') ?? controls()[0];
  if (first) makeStop(first);
  toolbar.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) makeStop(target);
  });
  toolbar.addEventListener('keydown', (event) => {
    const all = controls();
    const index = all.findIndex((control) => control === event.target);
    const next = index === -1 ? undefined : nextIndex(event, index, all.length);
    if (next === undefined) return;
    all[next]?.focus();
    event.preventDefault();
  });
}

function nextIndex(event: KeyboardEvent, index: number, count: number): number | undefined {
  const backwards = event.key === 'ArrowLeft';
  if ((!backwards && event.key !== 'ArrowRight') || !leavesControl(event.target, backwards)) return undefined;
  return (index + (backwards ? -1 : 1) + count) % count;
}

/** Inside a text field the arrows move the caret until it stands at that end. */
function leavesControl(target: EventTarget | null, backwards: boolean): boolean {
  if (!(target instanceof HTMLInputElement)) return true;
  const { selectionStart, selectionEnd, value } = target;
  return selectionStart === selectionEnd && selectionStart === (backwards ? 0 : value.length);
}
