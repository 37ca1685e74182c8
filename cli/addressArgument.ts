import { UsageError } from './usage';

/** An address, or a symbol and how far behind it. */
export interface AddressArgument {
  readonly symbol?: string;
  readonly offset: bigint;
}

const addressPattern = /^(?:0x)?[0-9a-f]{1,16}$/i;
const symbolPattern = /^([A-Za-z_.$][\w.$]*)(?:\+(0x[0-9a-f]{1,16}|\d{1,18}))?$/i;

/** Hex with or without 0x, as crash reads it, or `symbol+0x10`. A name of hex digits alone is an address. */
export function parseAddress(text: string, usage: string): AddressArgument {
  if (addressPattern.test(text)) return { offset: BigInt(/^0x/i.test(text) ? text : `0x${text}`) };
  const [, symbol, offset] = symbolPattern.exec(text) ?? [];
  if (symbol === undefined) throw new UsageError(`“${text}” is no address and no symbol`, usage);
  return { symbol, offset: BigInt(offset ?? 0) };
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes: decimal, 0x-hex, or with k, m, g behind. */
export function parseLength(text: string, usage: string): number {
  const [, digits, unit] = /^(0x[0-9a-f]{1,12}|\d{1,15})([kmg]?)$/i.exec(text) ?? [];
  const sizeBytes = Number(digits) * (units[unit?.toLowerCase() ?? ''] ?? NaN);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes === 0) {
    throw new UsageError(`“${text}” is no length in bytes`, usage);
  }
  return sizeBytes;
}
