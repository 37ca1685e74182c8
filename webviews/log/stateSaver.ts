import type { PageHost } from './pageHost';

type SavedState = Parameters<PageHost['saveState']>[0];

const saveAfterMs = 300;

/** Keeps what brings the page back after a reload, at most a few times a second. */
export class StateSaver {
  private isWaiting = false;

  constructor(
    private readonly host: Pick<PageHost, 'saveState'>,
    private readonly read: () => SavedState,
  ) {}

  saveSoon(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    setTimeout(() => {
      this.isWaiting = false;
      this.save();
    }, saveAfterMs);
  }

  save(): void {
    this.host.saveState(this.read());
  }
}
