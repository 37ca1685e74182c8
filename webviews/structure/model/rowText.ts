import type { ObjectRoot, StructureRow } from '../../../core/protocol/panels/structureRequests';

/** `0x1a8`, `0x1a8:3` of a bit field, empty of what is no member. */
export function offsetText({ offset, bits }: StructureRow): string {
  if (offset === undefined) return '';
  return `0x${offset.toString(16)}${bits ? `:${bits.offset}` : ''}`;
}

/** In bytes; of a bit field in bits. */
export function sizeText({ sizeBytes, bits }: StructureRow): string {
  if (bits) return `${bits.size} bit`;
  return sizeBytes === undefined ? '' : sizeBytes.toLocaleString('en-US');
}

/** Sixteen digits, as everywhere. */
export function addressText(address: string): string {
  return address.slice(2).padStart(16, '0');
}

/** What crash shows the same with; it takes no arrays and no anonymous structs. */
export function crashCommand({ type, address }: ObjectRoot): string | undefined {
  const name = type.replace(/^const /, '');
  const isStruct = /^(struct|union) \w+$/.test(name);
  if (!isStruct && !/^\w+$/.test(name)) return undefined;
  const [keyword = '', word = ''] = isStruct ? name.split(' ') : ['struct', name];
  return address === undefined ? `${keyword} -o ${word}` : `${keyword} ${word} ${addressText(address)}`;
}
