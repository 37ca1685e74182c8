import type { FoundObject, ObjectRoot } from '../../core/protocol/panels/structureRequests';
import type { ShownObject } from './levelLoader';
import type { StructurePanelState } from './model/panelState';
import { PinnedObjects } from './model/pinnedObjects';
import { differingRows, type RowFilter } from './model/rowFilter';

/** What is looked at, and how. */
export class ShownStructure {
  readonly pins: PinnedObjects;
  hex: boolean;
  found: FoundObject | undefined;
  private comparesOnly: boolean;

  constructor({ pins, hex, onlyDifferences }: StructurePanelState) {
    this.pins = new PinnedObjects(pins);
    this.hex = hex;
    this.comparesOnly = onlyDifferences;
  }

  get object(): ShownObject | undefined {
    const root = this.found && rootOf(this.found);
    return root && { root, hex: this.hex, beside: this.pins.beside(root) };
  }

  get onlyDifferences(): boolean {
    return this.comparesOnly;
  }

  /** Lets through what differs from the pinned objects, where that is wanted and there are any. */
  get differences(): RowFilter | undefined {
    const isCompared = (this.object?.beside.length ?? 0) > 0;
    return this.comparesOnly && isCompared ? differingRows : undefined;
  }

  /** @returns whether it could be: there has to be something to differ from */
  toggleDifferences(): boolean {
    if (!this.comparesOnly && (this.object?.beside.length ?? 0) === 0) return false;
    this.comparesOnly = !this.comparesOnly;
    return true;
  }

  /** Whether another object of the same type is looked at in the same way. */
  isLike({ type, address }: FoundObject): boolean {
    const { found } = this;
    return !found || (found.type === type && !found.address === !address);
  }
}

export function rootOf({ type, address }: FoundObject): ObjectRoot {
  return address === undefined ? { type } : { type, address };
}
