import type { StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { Place } from '../../core/protocol/place';
import type { PanelHost } from '../panel/panelPage';
import type { StatusLine } from '../shared/statusLine';
import { rootOf } from './shownStructure';

/** Ways that "back" comes back from: links, and what a person types. */
export class StructureJumps {
  constructor(
    private readonly host: PanelHost<StructureRequests>,
    private readonly status: StatusLine,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Follows a link; where it begins is known to "back", too, since links are followed from rows. */
  readonly follow = (place: Place, beside: boolean): void => {
    this.host.ask('show', { place, beside }).catch(this.failed);
  };

  /** To the object that two texts mean. */
  readonly toObject = async (type: string, address: string): Promise<void> => {
    try {
      const found = await this.host.request('findObject', { type, address });
      this.status.clearNote();
      this.follow({ view: 'structure', ...rootOf(found) }, false);
    } catch (error) {
      this.failed(error);
    }
  };
}
