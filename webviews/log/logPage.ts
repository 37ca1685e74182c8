import { errorData } from '../../core/base/errors';
import type { LogCommand } from '../../core/protocol/logPanel';
import { element } from '../shared/element';
import type { LogPanel } from './logPanel';
import { Overlay } from '../shared/overlay';
import type { PageHost } from './pageHost';
import { strings } from './strings';

/** The page while it has no log yet: a skeleton, then the panel, or why there is none. */
export class LogPage {
  readonly root = element('div', { class: 'page' });
  private readonly overlay = new Overlay();
  private panel: LogPanel | undefined;
  private wanted: number | undefined;

  constructor(private readonly host: PageHost) {
    this.root.append(this.overlay.root);
  }

  async start(): Promise<void> {
    this.overlay.showSkeleton();
    try {
      // The editor is a large module: the request is on its way while it is evaluated.
      const [start, { LogPanel }] = await Promise.all([
        this.host.request('start', null),
        import('./logPanel'),
      ]);
      if (start.total === 0) this.overlay.showMessage(strings.emptyLog, '');
      else this.open(new LogPanel(start, this.host));
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

  private open(panel: LogPanel): void {
    this.panel = panel;
    this.root.replaceChildren(panel.root);
    if (this.wanted !== undefined) panel.reveal(this.wanted);
    void panel.load();
  }
}
