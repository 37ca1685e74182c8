import type { MemoryMeanings, NameInRange, WordMeaning } from '../../core/protocol/panels/memoryRequests';
import type { MemoryHost } from './memoryRequests';
import type { AddressSpace } from './model/addressSpace';
import { blockSizeBytes, blockStart, ByteBlocks, type ByteAt } from './model/byteBlocks';

const blockSize = BigInt(blockSizeBytes);
/** What words mean is asked for once scrolling rests: it takes the dump longer than the bytes. */
const restMs = 60;
const rememberedMeanings = 256;

/** Bytes and their meanings of one address space, asked for as they come into sight. */
export class MemoryLoader {
  readonly bytes = new ByteBlocks();
  private readonly meanings = new Map<bigint, MemoryMeanings>();
  private readonly asked = new Set<string>();
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: MemoryHost,
    readonly space: AddressSpace,
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  at(address: bigint): ByteAt {
    return this.bytes.at(address);
  }

  /** What the word at the address points to. */
  wordAt(address: bigint): WordMeaning | undefined {
    const start = blockStart(address);
    const offset = Number(address - start);
    return this.meanings.get(start)?.words.find((word) => word.offset === offset);
  }

  /** Variables, functions and slab objects that begin in the range. */
  namesIn(address: bigint, sizeBytes: number): readonly string[] {
    const start = blockStart(address);
    const from = Number(address - start);
    return (this.meanings.get(start)?.names ?? [])
      .filter(({ offset, into }) => into === 0 && offset >= from && offset < from + sizeBytes)
      .map((name) => [`${symbolText(name, 0)}:`, name.note].filter(Boolean).join(' '));
  }

  /** The variable, function or slab object that the address is in, as far as its block tells. */
  nameAt(address: bigint): string | undefined {
    const start = blockStart(address);
    const offset = Number(address - start);
    const names = (this.meanings.get(start)?.names ?? []).filter((each) => each.offset <= offset);
    const name = names[names.length - 1];
    return (
      name && [symbolText(name, offset - name.offset + name.into), name.note].filter(Boolean).join(' · ')
    );
  }

  /** Bytes [start, end) are in sight: asks for those that are missing, and then for their meanings. */
  want(start: bigint, end: bigint): void {
    const first = blockStart(start);
    const missing: bigint[] = [];
    for (let block = first; block < end; block += blockSize) {
      if (!this.bytes.has(block) && !this.asked.has(`bytes ${block}`)) missing.push(block);
    }
    for (const run of runsOf(missing)) void this.readBytes(run.start, run.sizeBytes);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      for (let block = first; block < end; block += blockSize) void this.readMeanings(block);
    }, restMs);
  }

  private async readBytes(start: bigint, sizeBytes: number): Promise<void> {
    await this.once(blocksOf('bytes', start, sizeBytes), async () => {
      const { data, gaps } = await this.host.request('readMemory', {
        address: `0x${start.toString(16)}`,
        sizeBytes,
        physical: this.space.physical,
      });
      this.bytes.add(start, data, gaps);
    });
  }

  private async readMeanings(start: bigint): Promise<void> {
    if (this.meanings.has(start)) return;
    await this.once(blocksOf('meanings', start, blockSizeBytes), async () => {
      const meanings = await this.host.request('memoryMeanings', {
        address: `0x${start.toString(16)}`,
        sizeBytes: blockSizeBytes,
        physical: this.space.physical,
      });
      if (this.meanings.size >= rememberedMeanings) this.meanings.clear();
      this.meanings.set(start, meanings);
    });
  }

  /** Nothing is asked for twice at a time; what failed is asked for again when it next comes into sight. */
  private async once(keys: readonly string[], ask: () => Promise<void>): Promise<void> {
    if (keys.some((key) => this.asked.has(key))) return;
    for (const key of keys) this.asked.add(key);
    try {
      await ask();
      this.arrived();
    } catch (error) {
      this.failed(error);
    } finally {
      for (const key of keys) this.asked.delete(key);
    }
  }
}

function symbolText({ name, module, from = 0 }: NameInRange, into: number): string {
  const offset = from + into === 0 ? '' : `+0x${(from + into).toString(16)}`;
  return `${name}${offset}${module === undefined ? '' : ` [${module}]`}`;
}

function blocksOf(what: string, start: bigint, sizeBytes: number): readonly string[] {
  const count = sizeBytes / blockSizeBytes;
  return Array.from({ length: count }, (_, index) => `${what} ${start + BigInt(index) * blockSize}`);
}

/** Neighbouring blocks are read at once. */
function runsOf(
  blocks: readonly bigint[],
): readonly { readonly start: bigint; readonly sizeBytes: number }[] {
  const runs: { start: bigint; sizeBytes: number }[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last && last.start + BigInt(last.sizeBytes) === block) last.sizeBytes += blockSizeBytes;
    else runs.push({ start: block, sizeBytes: blockSizeBytes });
  }
  return runs;
}
