import { RequestCancellation } from '../../core/protocol/connection';
import type { FoundMembers, StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { PanelHost } from '../panel/panelPage';
import type { ShownObject } from './levelLoader';
import { FoundRows, keyOf } from './model/rowFilter';

/** Members that were found by words, and which of them is current. */
export class MemberSearch {
  text = '';
  found: FoundRows | undefined;
  private running = new RequestCancellation();

  constructor(private readonly host: PanelHost<StructureRequests>) {}

  clear(): void {
    this.running.cancel();
    this.text = '';
    this.found = undefined;
  }

  /** Undefined where another search began meanwhile. */
  async run(text: string, { root, hex }: ShownObject): Promise<FoundMembers | undefined> {
    this.running.cancel();
    const own = (this.running = new RequestCancellation());
    this.text = text;
    const found = await this.host.request('findMembers', { root, text, hex }, { cancellation: own });
    if (own.isCancelled) return undefined;
    this.found = found.paths.length === 0 ? undefined : new FoundRows(found.paths);
    return found;
  }

  /** The key of the match after or before the current row, around the ends. */
  next(current: string, step: 1 | -1): string | undefined {
    const keys = (this.found?.paths ?? []).map(keyOf);
    const at = keys.indexOf(current);
    const from = at === -1 && step === -1 ? 0 : at;
    return keys[(from + step + keys.length) % Math.max(1, keys.length)];
  }
}
