import { errorData } from '../../core/base/errors';
import type { MemoryInfo } from '../../core/protocol/panels/memoryRequests';
import type { Place } from '../../core/protocol/place';
import type { PanelView } from '../panel/panelPage';
import { panelStrings } from '../panel/strings';
import { element } from '../shared/element';
import { Overlay } from '../shared/overlay';
import type { MemoryHost } from './memoryRequests';
import { MemoryView } from './memoryView';

/** Asks what kind of machine it is, and fills the page then. */
export class MemoryPanel implements PanelView {
  private readonly overlay = new Overlay();
  readonly root = element('div', { class: 'page' }, this.overlay.root);
  private view: MemoryView | undefined;
  private wanted: Place | undefined;

  constructor(private readonly host: MemoryHost) {
    void this.start();
  }

  show(place: Place | undefined): void {
    if (this.view) this.view.show(place);
    else this.wanted = place;
  }

  run(command: string): void {
    this.view?.run(command);
  }

  private async start(): Promise<void> {
    this.overlay.showSkeleton();
    try {
      this.fill(await this.host.request('memoryInfo', null));
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.overlay.showMessage(message, nextStep, {
        label: panelStrings.retry,
        run: () => void this.start(),
      });
    }
  }

  private fill(info: MemoryInfo): void {
    this.view = new MemoryView(this.host, info);
    this.root.replaceChildren(this.view.root);
    this.view.show(this.wanted);
  }
}
