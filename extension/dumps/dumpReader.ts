import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpHost } from '../dumpHost/dumpHostProcess';
import { dumpHostStopped } from '../dumpHost/errors';
import { tookTooLong } from './errors';

type ListRequests = Pick<DumpHostRequests, 'summarize' | 'diagnose'>;

/** Longer than any dump took that somebody measured; what takes more is left to whoever opens the dump. */
const patienceMs = 60_000;

/** Reads dumps for the list, one at a time, in one process that lives as long as there is something to read. */
export class DumpReader {
  private host: DumpHost | undefined;

  constructor(
    private readonly startHost: () => DumpHost,
    private readonly patience = patienceMs,
  ) {}

  /** @throws VmcoreError of the dump; `dump-host-stopped` where it was given up; `took-too-long` */
  async read<Method extends keyof ListRequests>(
    method: Method,
    path: string,
  ): Promise<ListRequests[Method]['result']> {
    const host = this.running();
    const giveUp = setTimeout(() => {
      this.end(tookTooLong(path, this.patience));
    }, this.patience);
    try {
      return await host.connection.request(method, { path });
    } finally {
      clearTimeout(giveUp);
    }
  }

  /** Ends the process; what it reads is given up. */
  stop(): void {
    this.end(dumpHostStopped('not needed any more'));
  }

  private running(): DumpHost {
    if (this.host) return this.host;
    const host = this.startHost();
    host.stopped.listen(() => {
      if (this.host === host) this.host = undefined;
    });
    this.host = host;
    return host;
  }

  private end(reason: Error): void {
    const { host } = this;
    this.host = undefined;
    host?.connection.close(reason);
    host?.stop();
  }
}
