import type { Place } from '../../core/protocol/place';

const rememberedPlaces = 100;

/** Where a person was in one dump, over all of its views: jumps count, scrolling does not. */
export class PlaceHistory {
  private places: Place[] = [];
  private index = -1;

  /** A jump; what was ahead is forgotten. */
  visit(place: Place): void {
    if (isSame(this.places[this.index], place)) return;
    this.places = [...this.places.slice(0, this.index + 1), place].slice(-rememberedPlaces);
    this.index = this.places.length - 1;
  }

  /** Undefined at the end. */
  move(step: 1 | -1): Place | undefined {
    const place = this.places[this.index + step];
    if (place) this.index += step;
    return place;
  }
}

function isSame(a: Place | undefined, b: Place): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
