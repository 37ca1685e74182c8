import type { PanelHost } from './panelPage';

const saveAfterMs = 300;

/** Saves what a page shows, once it rests: VS Code writes it down each time. */
export class StateKeeper {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Pick<PanelHost<object>, 'saveState'>,
    private readonly state: () => object,
  ) {}

  soon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.now();
    }, saveAfterMs);
  }

  /** For what must not be lost when the page is gone at once. */
  now(): void {
    this.host.saveState(this.state());
  }
}
