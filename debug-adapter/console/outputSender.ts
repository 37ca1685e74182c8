/** Hands text on, one message at a time: what comes while one is on its way goes together into the next. */
export class OutputSender {
  private waiting = '';
  private sending: Promise<void> | undefined;

  constructor(private readonly send: (text: string) => Promise<unknown>) {}

  add(text: string): void {
    this.waiting += text;
    this.sending ??= this.sendAll();
  }

  /** Nothing more of it is wanted. */
  discard(): void {
    this.waiting = '';
  }

  /** Resolves once all has arrived. */
  async end(): Promise<void> {
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    // Lines that are already there belong into the same message.
    await new Promise(setImmediate);
    try {
      while (this.waiting !== '') {
        const text = this.waiting;
        this.waiting = '';
        await this.send(text);
      }
    } finally {
      this.sending = undefined;
    }
  }
}
