import { hex, physicalAddress } from '../../core/base/address';
import { lazy } from '../../core/base/lazy';
import type { Kernel } from '../../core/kernel/kernel';
import { DirectMap } from '../../core/kernel/memory/directMap';
import { parseSearchPattern } from '../../core/kernel/memory/searchPattern';
import { ramRuns, searchStep } from '../../core/kernel/memory/searchMemory';
import type { MemoryRequests, SearchHit, SearchPart } from '../../core/protocol/panels/memoryRequests';
import type { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { meaningText } from '../../core/report/memory/meaningText';

/** A person who waits for a first hit, or for a cancellation, waits no longer. */
const partMs = 150;

/** Searches all memory of one dump, part by part: the dump host answers other requests between them. */
export class MemorySearch {
  private readonly runs = lazy(() => ramRuns(this.kernel.dump.memory));
  private readonly directMap: DirectMap;

  constructor(
    private readonly kernel: Kernel,
    private readonly meanings: AddressMeanings,
  ) {
    this.directMap = new DirectMap(kernel);
  }

  /** @throws VmcoreError `bad-search` */
  part({ kind, text, from, maxHits }: MemoryRequests['searchMemory']['params']): SearchPart {
    const { memory, machine } = this.kernel.dump;
    const pattern = parseSearchPattern(kind, text, machine);
    const until = Date.now() + partMs;
    const found: bigint[] = [];
    let next: bigint | undefined = BigInt(from);
    while (next !== undefined && Date.now() < until && found.length < maxHits) {
      const step = searchStep(memory, this.runs(), next, pattern, machine);
      found.push(...step.hits);
      next = step.next;
    }
    return {
      hits: found.slice(0, maxHits).map((address) => this.hit(address)),
      next: next === undefined ? null : hex(next),
      ...this.progress(next),
    };
  }

  private hit(address: bigint): SearchHit {
    const virtual = this.directMap.virtualOf(physicalAddress(address));
    const meaning = virtual === undefined ? undefined : this.meanings.find(virtual);
    return {
      physical: hex(address),
      ...(virtual !== undefined && { virtual: hex(virtual) }),
      ...(meaning && { name: meaningText(meaning) }),
    };
  }

  private progress(next: bigint | undefined): Pick<SearchPart, 'searchedBytes' | 'totalBytes'> {
    let searched = 0n;
    let total = 0n;
    for (const { start, end } of this.runs()) {
      total += end - start;
      if (next === undefined || next >= end) searched += end - start;
      else if (next > start) searched += next - start;
    }
    return { searchedBytes: Number(searched), totalBytes: Number(total) };
  }
}
