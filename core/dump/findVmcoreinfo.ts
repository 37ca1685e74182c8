import { setImmediate } from 'node:timers/promises';
import { physicalAddress } from '../base/address';
import { neverCancelled, throwIfCancelled, type ProgressListener } from '../base/cancellation';
import type { PhysicalMemory, PhysicalRange } from './physicalMemory';
import { parseVmcoreinfo } from './vmcoreinfo';

const stepSizeBytes = 1024 * 1024;
const firstKey = Buffer.from('OSRELEASE=');
/** VMCOREINFO_BYTES is a page, at most 64 KiB. */
const maxTextSizeBytes = 64 * 1024;

/**
 * The text of VMCOREINFO, searched in the dumped memory: for dumps whose file carries none (QEMU without its
 * vmcoreinfo device, raw memory). The kernel keeps it in a page of its own, before 4.13 in a static array, so it
 * may start anywhere.
 * @throws VmcoreError `cancelled`, `read-failed`
 */
export async function findVmcoreinfoInMemory(
  memory: PhysicalMemory,
  token = neverCancelled,
  onProgress: ProgressListener = () => undefined,
): Promise<Uint8Array | undefined> {
  const ranges = joinNeighbours(memory.ranges);
  const totalBytes = ranges.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0);
  // Steps overlap by a little, so that no text is cut in two.
  const step = Buffer.alloc(stepSizeBytes + firstKey.length);
  let doneBytes = 0;
  for (const { start, sizeBytes } of ranges) {
    for (let offset = 0n; offset < sizeBytes; offset += BigInt(stepSizeBytes)) {
      throwIfCancelled(token);
      const found = searchStep(memory, start + offset, step);
      if (found !== undefined) return found;
      doneBytes += Math.min(stepSizeBytes, Number(sizeBytes - offset));
      onProgress(doneBytes, totalBytes);
      await setImmediate();
    }
  }
  return undefined;
}

/** Ranges with less than a step between them count as one: a bitmap can have holes at every other page. */
function joinNeighbours(ranges: Iterable<PhysicalRange>): PhysicalRange[] {
  const joined: PhysicalRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    const isNear = last !== undefined && range.start - (last.start + last.sizeBytes) < stepSizeBytes;
    if (isNear) joined.pop();
    const start = isNear ? last.start : range.start;
    joined.push({ start, sizeBytes: range.start + range.sizeBytes - start });
  }
  return joined;
}

/** What is absent reads as zeros here, in a scratch buffer, where zeros only mean "no match". */
function searchStep(memory: PhysicalMemory, start: bigint, step: Buffer): Uint8Array | undefined {
  step.fill(0);
  memory.read(physicalAddress(start), step);
  for (let at = step.indexOf(firstKey); at >= 0; at = step.indexOf(firstKey, at + 1)) {
    const candidate = readText(memory, start + BigInt(at));
    if (isVmcoreinfo(candidate)) return candidate;
  }
  return undefined;
}

function readText(memory: PhysicalMemory, start: bigint): Uint8Array {
  const text = new Uint8Array(maxTextSizeBytes);
  memory.read(physicalAddress(start), text);
  const end = text.indexOf(0);
  return end < 0 ? text : text.subarray(0, end);
}

/** The same words stand in tools and in logs that were in memory; the kernel's own text has all of these. */
function isVmcoreinfo(text: Uint8Array): boolean {
  const info = parseVmcoreinfo(text);
  const isWhole = info.pageSizeBytes !== undefined && info.symbol('_stext') !== undefined;
  return isWhole && info.size('list_head') !== undefined && info.problems.length === 0;
}
