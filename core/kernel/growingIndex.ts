/** A list of 32-bit numbers that doubles as it grows: four bytes an entry, whatever count a dump claims. */
export class GrowingIndex {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const doubled = new Uint32Array(this.values.length * 2);
      doubled.set(this.values);
      this.values = doubled;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    const value = index < this.length ? this.values[index] : undefined;
    if (value === undefined) throw new RangeError(`No entry ${index} of ${this.length}.`);
    return value;
  }
}
