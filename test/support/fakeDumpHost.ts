import { Emitter } from '../../core/base/emitter';
import { Connection, type Handlers } from '../../core/protocol/connection';
import type { DumpHostEvents, DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { transportPair } from './fakeTransport';

/** A dump host without a process: a test answers for it, and lets it die. */
export class FakeDumpHost implements DumpHost {
  readonly connection: Connection<DumpHostEvents, DumpHostRequests>;
  readonly stopped = new Emitter<Error>();
  stops = 0;

  constructor(handlers: Partial<Handlers<DumpHostRequests>>) {
    const [ours, theirs] = transportPair();
    this.connection = new Connection(ours, {
      logLine: () => null,
      debugMessage: () => null,
      engineOutput: () => null,
    });
    new Connection<DumpHostRequests, DumpHostEvents>(theirs, handlers as Handlers<DumpHostRequests>);
  }

  stop(): void {
    this.stops += 1;
  }

  die(reason: Error): void {
    this.connection.close(reason);
    this.stopped.fire(reason);
  }
}
