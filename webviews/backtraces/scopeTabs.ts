import { element } from '../shared/element';
import { scopes, type Scope } from './model/scopes';
import { strings } from './strings';

/** Whose stacks show: one of them, by a button or the keys 1 to 5. */
export class ScopeTabs {
  private readonly buttons = scopes.map((scope) => {
    const button = element(
      'button',
      {
        type: 'button',
        class: `scope scope-${scope}`,
        title: strings.scopeHints[scope],
        'aria-pressed': 'false',
      },
      strings.scopes[scope],
    );
    button.addEventListener('click', () => {
      this.choose(scope);
    });
    return button;
  });
  readonly root = element(
    'div',
    { class: 'scopes', role: 'group', 'aria-label': strings.scopesLabel },
    ...this.buttons,
  );

  constructor(private readonly choose: (scope: Scope) => void) {}

  show(scope: Scope): void {
    for (const [index, button] of this.buttons.entries()) {
      button.setAttribute('aria-pressed', String(scopes[index] === scope));
    }
  }
}
