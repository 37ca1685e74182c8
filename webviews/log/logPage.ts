import { errorData } from '../../core/base/errors';
import type { LogCommand, LogPanelStart } from '../../core/protocol/logPanel';
import { element } from './element';
import { LogPanel } from './logPanel';
import { Overlay } from './overlay';
import type { PageHost } from './pageHost';
import { strings } from './strings';

/** The page while it has no log yet: a skeleton, then the panel, or why there is none. */
export class LogPage {
  readonly root = element('div', { className: 'page' });
  private readonly overlay = new Overlay();
  private panel: LogPanel | undefined;
  private wanted: number | undefined;

  constructor(private readonly host: PageHost) {
    this.root.append(this.overlay.root);
  }

  async start(): Promise<void> {
    this.overlay.showSkeleton();
    try {
      this.open(await this.host.request('start', null));
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.overlay.showMessage(message, nextStep, { label: strings.retry, run: () => void this.start() });
    }
  }

  run(command: LogCommand): void {
    this.panel?.run(command);
  }

  reveal(record: number): void {
    if (this.panel) this.panel.reveal(record);
    else this.wanted = record;
  }

  private open(start: LogPanelStart): void {
    if (start.total === 0) {
      this.overlay.showMessage(strings.emptyLog, '');
      return;
    }
    const panel = new LogPanel(start, this.host);
    this.panel = panel;
    this.root.replaceChildren(panel.root);
    if (this.wanted !== undefined) panel.reveal(this.wanted);
    void panel.load();
  }
}
