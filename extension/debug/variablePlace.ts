import type { PlaceOf } from '../../core/protocol/place';

/**
 * The bytes of a variable that the Variables view hands to a command: `phys:0x…` is physical. Undefined for one that has no
 * place in memory, or anything else.
 */
export function placeOfVariable(context: unknown): PlaceOf<'memory'> | undefined {
  const reference = memberOf(memberOf(context, 'variable'), 'memoryReference');
  if (typeof reference !== 'string') return undefined;
  const [, physical, digits] = /^(phys:)?0x([0-9a-f]{1,16})$/i.exec(reference.trim()) ?? [];
  if (digits === undefined) return undefined;
  const address = `0x${digits.toLowerCase()}`;
  return { view: 'memory', address, ...(physical !== undefined && { physical: true }) };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
