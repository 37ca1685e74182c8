import { isatty } from 'node:tty';
import type { ProgressListener } from '../core/base/cancellation';

const silentMs = 1000;
const everyMs = 100;
const [output, errors] = [1, 2];

/** Tells a person at a terminal how far long work is; silent for the first second and for scripts. */
export class Progress {
  private readonly startedMs = performance.now();
  private shownMs = 0;

  constructor(
    private readonly what: string,
    /** The work prints as it goes: a line of progress would stand amid its output if both were on the terminal. */
    private readonly printsOutput = false,
  ) {}

  readonly listener: ProgressListener = (done, total) => {
    const nowMs = performance.now();
    if (nowMs - this.startedMs < silentMs || nowMs - this.shownMs < everyMs) return;
    this.shownMs = nowMs;
    if (!isatty(errors) || (this.printsOutput && isatty(output))) return;
    const percent = total > 0 ? Math.floor((done / total) * 100) : 100;
    process.stderr.write(`\r${this.what}: ${percent} % `);
  };

  /** Takes the line away again. */
  finish(): void {
    if (this.shownMs > 0 && isatty(errors)) process.stderr.write('\r\x1b[K');
  }
}
