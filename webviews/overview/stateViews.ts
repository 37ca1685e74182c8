import type { ErrorData } from '../../core/base/errors';
import type { Remedy } from '../../core/protocol/dumpState';
import { button, element } from '../shared/element';
import { strings } from './strings';

/** Why there is nothing to show, what to try, and the buttons that do it. */
export function failureView(
  error: ErrorData,
  remedies: readonly Remedy[],
  apply: (remedy: Remedy) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'failure' },
    element('h1', { tabindex: '-1', 'data-code': error.code }, error.message),
    element('p', {}, error.nextStep),
    remedyButtons(remedies, apply, strings.remedies.retry),
  );
}

/** The dump reader died: what was read before stays below. */
export function stoppedBanner(
  error: ErrorData,
  remedies: readonly Remedy[],
  apply: (remedy: Remedy) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'banner', role: 'alert', 'data-code': error.code },
    element('span', {}, error.message),
    remedyButtons(remedies, apply, strings.reopen),
  );
}

function remedyButtons(
  remedies: readonly Remedy[],
  apply: (remedy: Remedy) => void,
  retryLabel: string,
): HTMLElement {
  const buttons = remedies.map((remedy, index) => {
    const label = remedy === 'retry' ? retryLabel : strings.remedies[remedy];
    const created = button(label, () => {
      apply(remedy);
    });
    if (index === 0) created.className = 'primary';
    return created;
  });
  return element('div', { class: 'actions' }, ...buttons);
}
