import type { StatusLine } from '../shared/statusLine';
import { addressText } from './model/rowText';
import type { ShownStructure } from './shownStructure';
import { strings } from './strings';

/** What is drawn anew after a choice. */
interface Redrawing {
  /** Values as they are, or fewer of them. */
  update(): void;
  /** Other values, or more of them. */
  readAnew(): void;
}

/** How a person wants to see the object: numbers in hex, beside pinned ones, differences alone. */
export class StructureChoices {
  constructor(
    private readonly shown: ShownStructure,
    private readonly status: StatusLine,
    private readonly redrawing: Redrawing,
  ) {}

  toggleHex(): void {
    this.shown.hex = !this.shown.hex;
    this.redrawing.readAnew();
  }

  togglePin(): void {
    const { pins, object } = this.shown;
    const root = object?.root;
    if (root?.address === undefined) {
      this.status.showNote(strings.layoutUnpinned);
      return;
    }
    pins.toggle({ type: root.type, address: root.address });
    if (pins.has(root)) this.status.showNote(strings.pinned(addressText(root.address)));
    else this.status.clearNote();
    this.redrawing.readAnew();
  }

  toggleDifferences(): void {
    if (this.shown.toggleDifferences()) this.redrawing.update();
    else this.status.showNote(strings.nothingPinned);
  }
}
