import type { Transport } from '../../core/protocol/connection';

/** A transport whose messages a test delivers and reads. */
export class FakeTransport implements Transport {
  private listener: (message: unknown) => void = () => undefined;
  private waiting: ((message: unknown) => void) | undefined;
  private readonly posted: unknown[] = [];

  post(message: unknown): void {
    if (this.waiting) this.waiting(message);
    else this.posted.push(message);
    this.waiting = undefined;
  }

  onMessage(listener: (message: unknown) => void): void {
    this.listener = listener;
  }

  receive(message: unknown): void {
    this.listener(message);
  }

  /** The oldest message posted that was not taken yet; waits for one. */
  nextPosted(): Promise<unknown> {
    if (this.posted.length > 0) return Promise.resolve(this.posted.shift());
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}

/** Two ends of one channel; messages arrive later, as between processes, and as copies. */
export function transportPair(): [FakeTransport, FakeTransport] {
  const ends: [FakeTransport, FakeTransport] = [new FakeTransport(), new FakeTransport()];
  const wire = (from: FakeTransport, to: FakeTransport): void => {
    from.post = (message) => {
      const copy: unknown = structuredClone(message);
      setImmediate(() => {
        to.receive(copy);
      });
    };
  };
  wire(ends[0], ends[1]);
  wire(ends[1], ends[0]);
  return ends;
}
