/** How many of the items, sorted by their addresses, are at the address or before it. */
export function countAtOrBefore<Item>(
  sorted: readonly Item[],
  address: bigint,
  addressOf: (item: Item) => bigint,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && addressOf(item) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}
