import { addressText } from './addressSpace';

/** One reading of the bytes at the cursor. */
export interface InspectedValue {
  readonly label: string;
  readonly text: string;
}

const sizes = [1, 2, 4, 8] as const;
/** From 1990 to 2100: other numbers are hardly a point in time. */
const earliestSeconds = 631_152_000n;
const latestSeconds = 4_102_444_800n;
const nanosecondsPerSecond = 1_000_000_000n;

/** The bytes as numbers of each size, as a time, as text. Fewer readings where fewer bytes are there. */
export function inspect(bytes: Uint8Array, littleEndian: boolean): readonly InspectedValue[] {
  const values: InspectedValue[] = [];
  for (const size of sizes) {
    if (bytes.length < size) break;
    const unsigned = numberIn(bytes, size, littleEndian);
    const bits = size * 8;
    values.push({ label: `u${bits}`, text: `${unsigned} = 0x${unsigned.toString(16)}` });
    const signed = BigInt.asIntN(bits, unsigned);
    if (signed < 0n) values.push({ label: `s${bits}`, text: signed.toString() });
  }
  if (bytes.length >= 8) values.push(...times(numberIn(bytes, 8, littleEndian)));
  return values;
}

/** The word at the cursor, as crash writes addresses. */
export function pointerIn(
  bytes: Uint8Array,
  wordSizeBytes: number,
  littleEndian: boolean,
): string | undefined {
  if (bytes.length < wordSizeBytes) return undefined;
  return addressText(numberIn(bytes, wordSizeBytes, littleEndian));
}

/** A number of any size up to that of the bytes. */
export function numberIn(bytes: Uint8Array, sizeBytes: number, littleEndian: boolean): bigint {
  let value = 0n;
  for (let index = 0; index < sizeBytes; index++) {
    const byte = bytes[littleEndian ? sizeBytes - 1 - index : index] ?? 0;
    value = (value << 8n) | BigInt(byte);
  }
  return value;
}

function times(value: bigint): readonly InspectedValue[] {
  const isTime = (seconds: bigint): boolean => seconds >= earliestSeconds && seconds < latestSeconds;
  const at = (milliseconds: bigint): string => new Date(Number(milliseconds)).toISOString();
  if (isTime(value)) return [{ label: 'time', text: at(value * 1000n) }];
  if (isTime(value / nanosecondsPerSecond)) return [{ label: 'time (ns)', text: at(value / 1_000_000n) }];
  const seconds = value / nanosecondsPerSecond;
  // Uptimes are below three years or so.
  if (seconds < 1n || seconds > 100_000_000n) return [];
  const rest = (value % nanosecondsPerSecond).toString().padStart(9, '0');
  return [{ label: 'ns', text: `${seconds}.${rest} s` }];
}
