const saveAfterMs = 300;

/** Saves what a page shows, once it rests: VS Code writes it down each time. */
export class StateKeeper<State> {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: { saveState(state: State): void },
    private readonly state: () => State,
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
