import { errorData } from '../../core/base/errors';
import type { FoundObject, StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { PanelHost } from '../panel/panelPage';
import { Overlay } from '../shared/overlay';
import { strings } from './strings';

/** Type and address as texts; either may be empty. */
export interface WantedObject {
  readonly type: string;
  readonly address: string;
}

/** What the panel shows by itself: the task that crashed. */
const firstObject: WantedObject = { type: '', address: 'current' };

/** Finds what a text means; as long as nothing is shown, it says in its place what goes on. */
export class ObjectFinder {
  private readonly overlay = new Overlay();
  private isShown = false;

  constructor(
    private readonly host: PanelHost<StructureRequests>,
    private readonly found: (object: FoundObject) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Covers the place of the object until there is one. */
  get root(): HTMLElement {
    return this.overlay.root;
  }

  find(wanted: WantedObject): Promise<void> {
    return this.request(wanted, (error) => {
      const { message, nextStep } = errorData(error);
      this.overlay.showMessage(message, nextStep, {
        label: strings.retry,
        run: () => void this.find(wanted),
      });
    });
  }

  /** For a panel that was opened without an object. */
  findFirst(): Promise<void> {
    return this.request(firstObject, (error) => {
      const { message } = errorData(error);
      this.overlay.showMessage(strings.pickFirst, `${strings.pickFirstDetail} ${message}`);
    });
  }

  private async request(wanted: WantedObject, explain: (error: unknown) => void): Promise<void> {
    if (!this.isShown) this.overlay.showSkeleton();
    try {
      const object = await this.host.request('findObject', wanted);
      this.isShown = true;
      this.overlay.hide();
      this.found(object);
    } catch (error) {
      if (this.isShown) this.failed(error);
      else explain(error);
    }
  }
}
