import type { CancellationToken } from '../../base/cancellation';
import { cancelled } from '../../base/errors';
import { Emitter } from '../../base/emitter';
import { ByteLines } from '../byteLines';
import { EngineProcess, type EngineStart } from '../engineProcess';
import { engineRefused, engineTooSlow } from '../errors';
import { Turns } from '../turns';
import { miText, type MiRecord, type MiTuple } from './miRecord';
import { parseMi } from './parseMi';

export interface CommandOptions {
  readonly token?: CancellationToken;
  /** How long the command may take. */
  readonly timeoutMs?: number;
}

/** The first command that needs a unit's debug information waits until gdb has read that. */
const defaultTimeoutMs = 60_000;

interface Pending {
  readonly id: number;
  readonly resolve: (results: MiTuple) => void;
  readonly reject: (error: Error) => void;
}

/** gdb by its machine interface: one command at a time, each with a deadline. */
export class GdbProcess {
  /** What gdb's console would show. */
  readonly console = new Emitter<string>();
  readonly stopped: EngineProcess['stopped'];
  private readonly process: EngineProcess;
  private nextId = 1;
  private pending: Pending | undefined;
  private readonly turns = new Turns();
  private gone: Error | undefined;

  constructor(start: EngineStart) {
    this.process = new EngineProcess(start);
    this.stopped = this.process.stopped;
    const lines = new ByteLines((line) => {
      this.take(parseMi(line));
    });
    this.process.output.listen((chunk) => {
      lines.push(chunk);
    });
    this.stopped.listen((reason) => {
      this.gone = reason;
      this.pending?.reject(reason);
      this.pending = undefined;
    });
  }

  /**
   * Carries out a command of the machine interface after all that were given before.
   * @throws VmcoreError `engine-refused` with gdb's own words, `engine-stopped`, `engine-too-slow` or `cancelled`
   */
  command(text: string, options: CommandOptions = {}): Promise<MiTuple> {
    return this.turns.take(() => this.run(text, options), options.token);
  }

  stop(): void {
    this.process.stop();
  }

  private async run(text: string, options: CommandOptions): Promise<MiTuple> {
    const { token, timeoutMs = defaultTimeoutMs } = options;
    if (this.gone) throw this.gone;
    this.process.forgetWords();
    const answer = new Promise<MiTuple>((resolve, reject) => {
      this.pending = { id: this.nextId++, resolve, reject };
      this.process.write(`${this.pending.id}${text}\n`);
    });
    const deadline = this.giveUpAfter(timeoutMs, engineTooSlow('gdb', timeoutMs / 1000));
    const listening = token?.onCancel?.(() => {
      this.giveUp(cancelled());
    });
    try {
      return await answer;
    } finally {
      clearTimeout(deadline);
      listening?.dispose();
    }
  }

  private giveUpAfter(timeoutMs: number, reason: Error): NodeJS.Timeout {
    return setTimeout(() => {
      this.giveUp(reason);
    }, timeoutMs);
  }

  private giveUp(reason: Error): void {
    const { pending } = this;
    if (!pending) return;
    const ended = this.process.interrupt();
    // Who asked is told once gdb has heard, or is gone: who asks again then gets another.
    const settled = (): void => {
      ended();
      pending.reject(reason);
    };
    this.pending = { id: pending.id, resolve: settled, reject: settled };
  }

  private take(record: MiRecord): void {
    if (record.kind === 'stream' && record.channel === 'console') this.console.fire(record.text);
    // Of its own faults gdb tells there, and then aborts.
    if (record.kind === 'stream' && record.channel === 'log') this.process.hear(record.text);
    if (record.kind !== 'result') return;
    const { pending } = this;
    if (pending?.id !== record.token) return;
    this.pending = undefined;
    if (record.class === 'error') {
      pending?.reject(engineRefused('gdb', miText(record.results['msg']) ?? 'it gave no reason'));
    } else pending?.resolve(record.results);
  }
}
