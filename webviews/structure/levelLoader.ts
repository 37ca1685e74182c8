import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { ObjectRoot, StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { PanelHost } from '../panel/panelPage';
import type { LevelWanted, MemberTree } from './model/memberTree';

/** What rows are asked for with. */
export interface ShownObject {
  readonly root: ObjectRoot;
  readonly hex: boolean;
  readonly beside: readonly string[];
}

/** Brings the rows that a tree wants; what was asked for another object does not arrive any more. */
export class LevelLoader {
  private cancellation = new RequestCancellation();

  constructor(
    private readonly host: PanelHost<StructureRequests>,
    private readonly tree: MemberTree,
    private readonly arrived: () => void,
  ) {}

  /** All rows have to be asked for anew. */
  reset(): void {
    this.cancellation.cancel();
    this.cancellation = new RequestCancellation();
    this.tree.forgetRows();
  }

  load(object: ShownObject): void {
    for (const wanted of this.tree.takeWanted()) void this.loadLevel(object, wanted);
  }

  private async loadLevel(object: ShownObject, { path, start, count }: LevelWanted): Promise<void> {
    const { cancellation } = this;
    try {
      const rows = await this.host.request(
        'structureRows',
        { ...object, path, start, count },
        { cancellation },
      );
      if (cancellation.isCancelled) return;
      this.tree.put(path, start, rows);
    } catch (error) {
      if (cancellation.isCancelled) return;
      this.tree.fail(path, errorData(error).message);
    }
    this.arrived();
  }
}
