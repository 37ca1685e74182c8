/** Anything that holds on to something until told to let go. Also a `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** One event: listeners are called in the order they came, while they stay. */
export class Emitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();

  listen(listener: (event: Event) => void): Disposable {
    const own = (event: Event): void => {
      listener(event);
    };
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  }

  fire(event: Event): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
