import type { RegionData } from '../../../core/protocol/panels/memoryRequests';

/** A fraction's steps: a double has more than enough for the pixels of a bar. */
const steps = 1_000_000;

/** The address that stands at a fraction, from 0 to 1, of a region's bar; the beginning of a row of 16 bytes. */
export function addressAt({ start, last }: Pick<RegionData, 'start' | 'last'>, fraction: number): bigint {
  const from = BigInt(start);
  const size = BigInt(last) - from + 1n;
  const step = BigInt(Math.round(Math.min(Math.max(fraction, 0), 1) * steps));
  const offset = (size * step) / BigInt(steps);
  const within = offset < size ? offset : size - 1n;
  return (from + within) & -16n;
}

/** Where an address stands in a region, from 0 to 1; undefined outside of it. */
export function fractionOf(
  { start, last }: Pick<RegionData, 'start' | 'last'>,
  address: bigint,
): number | undefined {
  const from = BigInt(start);
  const end = BigInt(last);
  if (address < from || address > end) return undefined;
  return Number(((address - from) * BigInt(steps)) / (end - from + 1n)) / steps;
}
