import { StructView } from '../base/structView';

/**
 * Buffers for numbers of each size, used again and again: walking all tasks reads millions of numbers, and a buffer
 * for each would cost more than the reading. What is in a view counts until the next one is asked for.
 */
class NumberViews {
  private readonly views = new Map<number, StructView>();

  constructor(private readonly littleEndian: boolean) {}

  ofSize(sizeBytes: number): StructView {
    let view = this.views.get(sizeBytes);
    if (!view)
      this.views.set(sizeBytes, (view = new StructView(new Uint8Array(sizeBytes), this.littleEndian)));
    return view;
  }
}

const littleEndianViews = new NumberViews(true);
const bigEndianViews = new NumberViews(false);

export function numberView(sizeBytes: number, littleEndian: boolean): StructView {
  return (littleEndian ? littleEndianViews : bigEndianViews).ofSize(sizeBytes);
}

/** All bytes of the view as one unsigned number, in its byte order. */
export function unsignedNumber(view: StructView): bigint {
  const { bytes, littleEndian } = view;
  if (bytes.length === 4) return BigInt(view.u32(0));
  if (bytes.length === 8) return view.u64(0);
  let value = 0n;
  for (let index = 0; index < bytes.length; index++) {
    value = (value << 8n) | BigInt(bytes[littleEndian ? bytes.length - 1 - index : index] ?? 0);
  }
  return value;
}
