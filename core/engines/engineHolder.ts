import type { CancellationToken } from '../base/cancellation';
import type { Emitter } from '../base/emitter';
import { cancelled } from '../base/errors';
import { SharedWork } from '../base/sharedWork';

interface Engine {
  readonly stopped: Emitter<Error>;
  dispose(): void;
}

/**
 * An engine that is started when it is first needed, and again when it has stopped meanwhile. Who waits for the same start
 * can give it up without the others.
 */
export class EngineHolder<Held extends Engine> {
  private starting: SharedWork<Held> | undefined;
  private held: Held | undefined;
  private isDisposed = false;

  constructor(private readonly start: (token: CancellationToken) => Promise<Held>) {}

  /** Undefined while it does not run. */
  get running(): Held | undefined {
    return this.held;
  }

  /** @throws VmcoreError why it does not start; asked again, it is tried again. */
  async get(token?: CancellationToken): Promise<Held> {
    while (this.starting?.isGivenUp === true) await this.starting.ended;
    if (this.isDisposed) throw cancelled();
    this.starting ??= new SharedWork((starter) => this.begin(starter));
    return this.starting.wait(token);
  }

  dispose(): void {
    this.isDisposed = true;
    this.starting?.giveUp();
    this.held?.dispose();
    this.held = undefined;
  }

  private async begin(token: CancellationToken): Promise<Held> {
    try {
      const engine = await this.start(token);
      engine.stopped.listen(() => {
        this.forget();
      });
      if (this.isDisposed) engine.dispose();
      else this.held = engine;
      return engine;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private forget(): void {
    this.starting = undefined;
    this.held = undefined;
  }
}
