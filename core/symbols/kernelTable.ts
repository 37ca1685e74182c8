import { virtualAddress, type VirtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';

const chunkShift = 12;
const chunkSizeBytes = 1 << chunkShift;

const chunkState = { unread: 0, present: 1, absent: 2 };

/**
 * A large constant table in kernel memory, of which only the touched parts are read. Offsets are in bytes from its
 * start; ask `has` before reading from `view`.
 */
export class KernelTable {
  readonly view: StructView;
  private readonly bytes: Uint8Array;
  private readonly chunks: Uint8Array;

  constructor(
    private readonly memory: Pick<VirtualMemory, 'read'>,
    readonly address: VirtualAddress,
    readonly sizeBytes: number,
    littleEndian: boolean,
    wordSizeBytes: 4 | 8,
  ) {
    this.bytes = new Uint8Array(sizeBytes);
    this.view = new StructView(this.bytes, littleEndian, wordSizeBytes);
    this.chunks = new Uint8Array(Math.ceil(sizeBytes / chunkSizeBytes));
  }

  /** Whether the dump has these bytes; reads them the first time. */
  has(offset: number, sizeBytes: number): boolean {
    if (offset < 0 || offset + sizeBytes > this.sizeBytes) return false;
    const first = offset >>> chunkShift;
    const last = (offset + sizeBytes - 1) >>> chunkShift;
    for (let chunk = first; chunk <= last; chunk++) {
      if (this.chunks[chunk] === chunkState.unread) this.readChunk(chunk);
      if (this.chunks[chunk] !== chunkState.present) return false;
    }
    return true;
  }

  private readChunk(chunk: number): void {
    const start = chunk * chunkSizeBytes;
    const into = this.bytes.subarray(start, start + chunkSizeBytes);
    const gaps = this.memory.read(virtualAddress(this.address + BigInt(start)), into);
    this.chunks[chunk] = gaps.length === 0 ? chunkState.present : chunkState.absent;
  }
}
