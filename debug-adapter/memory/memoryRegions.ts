import { hex } from '../../core/base/address';
import { throwIfCancelled, type CancellationToken } from '../../core/base/cancellation';
import type { Kernel } from '../../core/kernel/kernel';
import { DirectMap } from '../../core/kernel/memory/directMap';
import { findMappedPage } from '../../core/kernel/memory/nextMappedPage';
import { kernelRegions, type KernelRegion } from '../../core/kernel/memory/kernelRegions';
import { regionShares, type RegionShare } from '../../core/kernel/memory/regionShares';
import { ramRuns } from '../../core/kernel/memory/searchMemory';
import type { RegionData } from '../../core/protocol/panels/memoryRequests';

const partsOfRegion = 32;

/** The regions of the kernel's address space, or of physical memory, with what the dump holds of them. */
export async function readRegions(
  kernel: Kernel,
  physical: boolean,
  token: CancellationToken,
): Promise<readonly RegionData[]> {
  const found: RegionData[] = [];
  for (const region of physical ? ramRegions(kernel) : kernelRegions(kernel, new DirectMap(kernel))) {
    const used = physical ? region : await usedPart(kernel, region, token);
    if (!used) continue;
    const { name, start, end } = used;
    const looked = regionShares(kernel, used, partsOfRegion, physical);
    const shares = physical ? looked : await withSinglePages(kernel, used, looked, token);
    found.push({ name, start: hex(start), last: hex(end - 1n), shares });
    // Other requests come in between.
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(token);
  }
  return found;
}

type NamedRegion = Omit<KernelRegion, 'name'> & { readonly name: string };

/** From the first page that is mapped to the last one: regions reserve far more than they use. */
async function usedPart(
  kernel: Kernel,
  region: NamedRegion,
  token: CancellationToken,
): Promise<NamedRegion | undefined> {
  const { memory } = kernel;
  const pageSize = BigInt(memory.translator.pageSizeBytes);
  const first = await findMappedPage(memory, region.start - pageSize, false, token);
  const last = await findMappedPage(memory, region.end, true, token);
  if (first === undefined || last === undefined || first >= region.end || last < region.start) {
    return undefined;
  }
  return { name: region.name, start: first, end: last + pageSize };
}

/** Pages are so far apart in vmalloc's terabytes that samples miss them: in parts that look empty, the first one counts. */
async function withSinglePages(
  kernel: Kernel,
  { start, end }: NamedRegion,
  shares: readonly RegionShare[],
  token: CancellationToken,
): Promise<readonly RegionShare[]> {
  const count = BigInt(shares.length);
  const pageSize = BigInt(kernel.memory.translator.pageSizeBytes);
  const startOf = (part: number): bigint => start + ((end - start) * BigInt(part)) / count;
  let next: bigint | undefined = start;
  const filled: RegionShare[] = [];
  for (const [part, share] of shares.entries()) {
    const isEmpty = share.dumped === 0 && share.excluded === 0;
    if (isEmpty && next !== undefined && next < startOf(part)) {
      next = await findMappedPage(kernel.memory, startOf(part) - pageSize, false, token);
    }
    const isThere = isEmpty && next !== undefined && next < startOf(part + 1);
    const [page] =
      isThere && next !== undefined ? regionShares(kernel, { start: next, end: next + 1n }, 1, false) : [];
    filled.push(page ?? share);
  }
  return filled;
}

/** As they are in the machine; holes below some megabytes are not worth a row. */
function ramRegions(kernel: Kernel): readonly NamedRegion[] {
  const worthARow = 16n << 20n;
  const regions: { start: bigint; end: bigint }[] = [];
  for (const { start, end } of ramRuns(kernel.dump.memory)) {
    const last = regions.at(-1);
    if (last && start - last.end < worthARow) last.end = end;
    else regions.push({ start, end });
  }
  return regions.slice(0, partsOfRegion).map((region) => ({ name: 'RAM', ...region }));
}
