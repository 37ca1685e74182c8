/** Lets asynchronous operations go one at a time, in the order in which they were asked for. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** What the operation gives; the next one waits for its end, however it ends. */
  take<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(run);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
