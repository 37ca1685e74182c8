import type { ProgressListener } from '../core/base/cancellation';

const silentMs = 1000;
const everyMs = 100;

/** Tells a person at a terminal how far long work is; silent for the first second and for scripts. */
export class Progress {
  private readonly startedMs = performance.now();
  private shownMs = 0;

  constructor(private readonly what: string) {}

  readonly listener: ProgressListener = (done, total) => {
    const nowMs = performance.now();
    if (!process.stderr.isTTY || nowMs - this.startedMs < silentMs || nowMs - this.shownMs < everyMs) return;
    this.shownMs = nowMs;
    const percent = total > 0 ? Math.floor((done / total) * 100) : 100;
    process.stderr.write(`\r${this.what}: ${percent} % `);
  };

  /** Takes the line away again. */
  finish(): void {
    if (this.shownMs > 0) process.stderr.write('\r\x1b[K');
  }
}
