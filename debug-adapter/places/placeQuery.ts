/** What a pasted text may mean, before anybody asked the dump. */
export type PlaceQuery =
  | { readonly kind: 'address'; readonly address: bigint }
  | { readonly kind: 'physical'; readonly address: bigint }
  | { readonly kind: 'pid'; readonly pid: number }
  | { readonly kind: 'symbol'; readonly name: string; readonly offset: bigint; readonly cpu?: number }
  | { readonly kind: 'object'; readonly type: string; readonly member?: string; readonly address: bigint }
  | { readonly kind: 'log-time'; readonly seconds: number }
  | { readonly kind: 'expression'; readonly text: string };

const maxTextLength = 1000;
const pageShift = 12n;

/**
 * All that the text may mean, the likeliest first; none where it is empty or too long. Brackets, quotes and commas around
 * it, which come along when it is copied from a log or a ticket, do not count.
 */
export function parsePlaceQuery(pasted: string): readonly PlaceQuery[] {
  const text = pasted.slice(0, maxTextLength + 1).trim();
  if (text === '' || text.length > maxTextLength) return [];
  const bare = text.replace(/^[\s"'`<([{]+|[\s"'`>)\]},;:]+$/g, '');
  for (const parse of [prefixed, object, symbolWithOffset]) {
    const found = parse(bare);
    if (found) return [found];
  }
  return [...words(bare), ...expression(text)];
}

function prefixed(text: string): PlaceQuery | undefined {
  const [, prefix, value = ''] = /^(@|p:|phys:|pfn:|pid:)\s*([\w.]+)$/i.exec(text) ?? [];
  switch (prefix?.toLowerCase() ?? '') {
    case '@':
      return /^\d{1,10}(\.\d{1,9})?$/.test(value) ? { kind: 'log-time', seconds: Number(value) } : undefined;
    case 'p:':
    case 'phys:':
      return withHex(value, (address) => ({ kind: 'physical', address }));
    case 'pfn:':
      return withHex(value, (pfn) => ({ kind: 'physical', address: pfn << pageShift }));
    case 'pid:':
      return isPid(value) ? { kind: 'pid', pid: Number(value) } : undefined;
    default:
      return undefined;
  }
}

/** `task_struct ffff…`, `struct task_struct.comm ffff…`, as crash takes them. */
function object(text: string): PlaceQuery | undefined {
  const [, keyword = '', name = '', member, digits = ''] =
    /^((?:struct|union) )?([a-z_]\w*)(?:\.(\w+))?\s+((?:0x)?[\da-f]{5,16})$/i.exec(text) ?? [];
  const type = `${keyword === 'union ' ? 'union' : 'struct'} ${name}`;
  if (name === '') return undefined;
  return withHex(digits, (address) => ({ kind: 'object', type, address, ...(member && { member }) }));
}

/** `schedule+0x1a/0x30`, `schedule+26`, `runqueues:3`, with `[module]` behind it or without. */
function symbolWithOffset(text: string): PlaceQuery | undefined {
  const [, name = '', sign, offset, cpu] =
    /^([a-z_.$][\w.$]*)(?:([+-])(0x[\da-f]{1,16}|\d{1,18})(?:\/0x[\da-f]+)?|:(\d{1,5}))(?:\s*\[[\w-]+\]?)?$/i.exec(
      text,
    ) ?? [];
  if (offset !== undefined)
    return { kind: 'symbol', name, offset: BigInt(offset) * (sign === '-' ? -1n : 1n) };
  return cpu === undefined ? undefined : { kind: 'symbol', name, offset: 0n, cpu: Number(cpu) };
}

/** One word: a symbol, a pid, an address. */
function* words(text: string): Iterable<PlaceQuery> {
  const name = /^([a-z_.$][\w.$]*)(?:\s*\[[\w-]+)?$/i.exec(text)?.[1];
  if (name !== undefined) yield { kind: 'symbol', name, offset: 0n };
  if (isPid(text)) yield { kind: 'pid', pid: Number(text) };
  const address = withHex<PlaceQuery>(text, (value) => ({ kind: 'address', address: value }));
  if (address) yield address;
}

/** Anything that is more than one word or number, without a `%` that crash's users put before registers. */
function* expression(text: string): Iterable<PlaceQuery> {
  if (/[^\w.]/.test(text)) yield { kind: 'expression', text: text.replace(/%(?=[a-z])/g, '$') };
}

/** As many digits as a pid has. */
function isPid(text: string): boolean {
  return /^\d{1,7}$/.test(text);
}

function withHex<Made>(text: string, make: (value: bigint) => Made): Made | undefined {
  const digits = /^(?:0x)?([\da-f]{1,16})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : make(BigInt(`0x${digits}`));
}
