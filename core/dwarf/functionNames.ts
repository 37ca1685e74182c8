import { attribute } from './constants';
import type { FormValue } from './forms';
import type { Attributes, Unit } from './unit';
import type { Units } from './units';

/** A concrete function refers to its abstract one, that perhaps to a declaration; a damaged file may go in circles. */
const maxReferences = 8;

/** Finds the names of functions, which stand where a function is declared rather than where its code is. */
export class FunctionNames {
  constructor(
    private readonly units: Units,
    /** Those of the file that dwz shared parts out to. */
    private readonly alternate: Units | undefined,
  ) {}

  nameOf(unit: Unit, attributes: Attributes, referencesLeft = maxReferences): string | undefined {
    const name = unit.text(attributes.get(attribute.name));
    if (name !== undefined) return name;
    const origin = attributes.get(attribute.abstractOrigin) ?? attributes.get(attribute.specification);
    return referencesLeft === 0 ? undefined : this.referredName(unit, origin, referencesLeft - 1);
  }

  private referredName(unit: Unit, origin: FormValue | undefined, left: number): string | undefined {
    if (origin?.kind !== 'reference') return undefined;
    switch (origin.from) {
      case 'unit':
        return this.nameOf(unit, unit.attributesAt(origin.offset), left);
      case 'info':
        return this.nameAt(this.units, origin.offset, left);
      case 'alternate-info':
        return this.nameAt(this.alternate, origin.offset, left);
    }
  }

  private nameAt(units: Units | undefined, offset: number, left: number): string | undefined {
    const unit = units?.around(offset);
    return unit && this.nameOf(unit, unit.attributesAt(offset - unit.header.offset), left);
  }
}
