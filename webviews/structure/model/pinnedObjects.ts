import { maxPinnedObjects, type ObjectRoot } from '../../../core/protocol/panels/structureRequests';

export interface PinnedObject {
  readonly type: string;
  readonly address: string;
}

/** Objects that stay beside the one that is looked at, as long as that is of their type. */
export class PinnedObjects {
  constructor(private pins: readonly PinnedObject[]) {}

  get all(): readonly PinnedObject[] {
    return this.pins;
  }

  /** Pins the object, or takes its pin away; the one pinned first makes room. */
  toggle({ type, address }: PinnedObject): void {
    const others = this.pins.filter((pin) => pin.type !== type || pin.address !== address);
    this.pins =
      others.length < this.pins.length ? others : [...others, { type, address }].slice(-maxPinnedObjects);
  }

  has({ type, address }: ObjectRoot): boolean {
    return this.pins.some((pin) => pin.type === type && pin.address === address);
  }

  /** The addresses of those that stand beside it. */
  beside({ type, address }: ObjectRoot): readonly string[] {
    if (address === undefined) return [];
    return this.pins.filter((pin) => pin.type === type && pin.address !== address).map((pin) => pin.address);
  }
}
