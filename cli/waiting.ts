import { isatty } from 'node:tty';

const everyMs = 1000;
const errors = 2;

/** Tells a person at a terminal what is being waited for, and for how long, where nothing says how far it is. */
export class Waiting {
  private seconds = 0;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(what: string) {
    if (!isatty(errors)) return;
    this.timer = setInterval(() => {
      this.seconds += everyMs / 1000;
      process.stderr.write(`\r${what}: ${this.seconds} s `);
    }, everyMs);
  }

  /** Takes the line away again. */
  finish(): void {
    clearInterval(this.timer);
    if (this.seconds > 0) process.stderr.write('\r\x1b[K');
  }
}
