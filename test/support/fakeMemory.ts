import { physicalAddress, type PhysicalAddress } from '../../core/base/address';
import { noGaps, type AbsenceReason, type Gap, type PhysicalMemory } from '../../core/dump/physicalMemory';

const pageBytes = 4096n;

/** Physical memory made page by page; a page nobody wrote is not in the dump. */
export class FakeMemory implements PhysicalMemory {
  private readonly pages = new Map<bigint, Uint8Array>();
  private readonly absent = new Map<bigint, AbsenceReason>();
  reads = 0;

  write(address: bigint, bytes: Uint8Array): void {
    for (const [index, byte] of bytes.entries()) {
      const at = address + BigInt(index);
      this.page(at)[Number(at % pageBytes)] = byte;
    }
  }

  write64(address: bigint, value: bigint): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
    this.write(address, bytes);
  }

  /** From now on the page is missing, for this reason. */
  remove(address: bigint, reason: AbsenceReason): void {
    this.absent.set(address / pageBytes, reason);
  }

  read(address: PhysicalAddress, into: Uint8Array): readonly Gap[] {
    this.reads++;
    const gaps: Gap[] = [];
    for (let offset = 0; offset < into.length;) {
      const at = address + BigInt(offset);
      const sizeBytes = Math.min(into.length - offset, Number(pageBytes - (at % pageBytes)));
      const reason = this.absent.get(at / pageBytes);
      const page = this.pages.get(at / pageBytes);
      if (page && !reason) {
        const start = Number(at % pageBytes);
        into.set(page.subarray(start, start + sizeBytes), offset);
      } else {
        gaps.push({ offset, sizeBytes, reason: reason ?? 'not-in-dump' });
      }
      offset += sizeBytes;
    }
    return gaps.length > 0 ? gaps : noGaps;
  }

  get ranges(): PhysicalMemory['ranges'] {
    return [...this.pages.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((page) => ({ start: physicalAddress(page * pageBytes), sizeBytes: pageBytes }));
  }

  private page(address: bigint): Uint8Array {
    const number = address / pageBytes;
    const page = this.pages.get(number) ?? new Uint8Array(Number(pageBytes));
    this.pages.set(number, page);
    return page;
  }
}
