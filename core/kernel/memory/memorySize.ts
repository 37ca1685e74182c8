import { virtualAddress } from '../../base/address';
import type { PhysicalRange } from '../../dump/physicalMemory';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';
import type { KernelLayout } from '../kernelLayout';

/** CONFIG_NODES_SHIFT goes up to 10. */
const maximumNodes = 1024;

/**
 * RAM that the kernel found at boot, in bytes: the sum of node_present_pages, as crash counts it. Undefined where
 * VMCOREINFO does not lead to the nodes.
 */
export function readPresentMemoryBytes(
  memory: KernelMemory,
  layout: KernelLayout & { readonly pageSizeBytes: number | undefined },
  words: WordLayout,
): bigint | undefined {
  const presentAt = presentPagesOffset(layout, words);
  const { pageSizeBytes } = layout;
  if (presentAt === undefined || pageSizeBytes === undefined) return undefined;
  let pages = 0n;
  for (const node of nodeAddresses(memory, layout, words)) {
    const present = readWhole(memory, virtualAddress(node + BigInt(presentAt)), words.wordSizeBytes, words);
    if (!present) return undefined;
    pages += present.word(0);
  }
  return pages === 0n ? undefined : pages * BigInt(pageSizeBytes);
}

/** VMCOREINFO names both neighbours of node_present_pages (struct pglist_data), so its place is sure. */
function presentPagesOffset(layout: KernelLayout, { wordSizeBytes }: WordLayout): number | undefined {
  const startAt = layout.offset('pglist_data.node_start_pfn');
  const spannedAt = layout.offset('pglist_data.node_spanned_pages');
  if (startAt === undefined || spannedAt !== startAt + wordSizeBytes * 2) return undefined;
  return startAt + wordSizeBytes;
}

/** The only node, or each entry of the table of nodes that is in use. */
function* nodeAddresses(memory: KernelMemory, layout: KernelLayout, words: WordLayout): Iterable<bigint> {
  const single = layout.symbol('contig_page_data');
  if (single !== undefined) yield single;
  const table = layout.symbol('node_data');
  const count = Math.min(layout.length('node_data') ?? 0, maximumNodes);
  if (table === undefined || count === 0) return;
  const nodes = readWhole(memory, virtualAddress(table), count * words.wordSizeBytes, words);
  for (let index = 0; nodes && index < count; index++) {
    const node = nodes.word(index * words.wordSizeBytes);
    if (node !== 0n) yield node;
  }
}

/** RAM that the dump describes, in bytes; ranges that overlap (kernel text has a segment of its own) count once. */
export function describedMemoryBytes(ranges: Iterable<PhysicalRange>): bigint {
  const sorted = [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1));
  let total = 0n;
  let covered = 0n;
  for (const { start, sizeBytes } of sorted) {
    const end = start + sizeBytes;
    const from = start > covered ? start : covered;
    if (end <= from) continue;
    total += end - from;
    covered = end;
  }
  return total;
}
