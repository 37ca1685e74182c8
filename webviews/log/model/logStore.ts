import type { LogChunk } from '../../../core/protocol/logChunk';

/**
 * Every record the panel has, in columns. It fills from the newest end backwards, because the panic is at the end:
 * [loadedFrom, total) is always there, whole.
 */
export class LogStore {
  readonly levels: Uint8Array;
  readonly timesUs: Float64Array;
  private readonly texts: string[];
  private callers: (string | null)[] | undefined;
  private devices: (string | null)[] | undefined;
  private firstLoaded: number;

  constructor(readonly total: number) {
    this.levels = new Uint8Array(total);
    this.timesUs = new Float64Array(total).fill(NaN);
    this.texts = new Array<string>(total);
    this.firstLoaded = total;
  }

  get loadedFrom(): number {
    return this.firstLoaded;
  }

  /** Takes the chunk that ends where the loaded records begin. */
  addOlder(chunk: LogChunk): void {
    const count = chunk.texts.length;
    if (count === 0 || chunk.start < 0 || chunk.start + count !== this.firstLoaded) {
      throw new Error(`log chunk ${chunk.start}+${count} does not meet record ${this.firstLoaded}`);
    }
    this.levels.set(chunk.levels.subarray(0, count), chunk.start);
    this.timesUs.set(chunk.timesUs.subarray(0, count), chunk.start);
    chunk.texts.forEach((text, index) => (this.texts[chunk.start + index] = text));
    this.callers = copyColumn(chunk, chunk.callers, this.callers, this.total);
    this.devices = copyColumn(chunk, chunk.devices, this.devices, this.total);
    this.firstLoaded = chunk.start;
  }

  level(record: number): number {
    return this.levels[record] ?? 0;
  }

  /** NaN where the record has no timestamp. */
  timeUs(record: number): number {
    return this.timesUs[record] ?? NaN;
  }

  text(record: number): string {
    return this.texts[record] ?? '';
  }

  caller(record: number): string | undefined {
    return this.callers?.[record] ?? undefined;
  }

  device(record: number): string | undefined {
    return this.devices?.[record] ?? undefined;
  }
}

function copyColumn(
  chunk: LogChunk,
  values: readonly (string | null)[] | undefined,
  column: (string | null)[] | undefined,
  total: number,
): (string | null)[] | undefined {
  if (!values) return column;
  const filled = column ?? new Array<string | null>(total).fill(null);
  values.forEach((value, index) => (filled[chunk.start + index] = value));
  return filled;
}
