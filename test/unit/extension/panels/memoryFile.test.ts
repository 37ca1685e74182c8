import assert from 'node:assert/strict';
import { maxReadSizeBytes, type MemoryGap } from '../../../../core/protocol/dumpHost';
import type { MemoryRange } from '../../../../core/protocol/panels/memoryRequests';
import {
  absentByte,
  writeMemory,
  type GapAnswer,
  type SavedMemory,
} from '../../../../extension/panels/memoryFile';

const start = 0xffff_fff0_0000_0000n;

/** Memory whose bytes are their address, and a file that keeps what is written. */
class Saving {
  readonly asked: MemoryRange[] = [];
  private readonly pieces: Buffer[] = [];
  questions = 0;

  constructor(
    private readonly gapAt: bigint | undefined,
    private readonly answer: GapAnswer,
    private readonly endsAfter = Number.MAX_SAFE_INTEGER,
  ) {}

  get written(): Buffer {
    return Buffer.concat(this.pieces);
  }

  save(sizeBytes: number): Promise<SavedMemory | undefined> {
    const appendFile = (data: string | Uint8Array): Promise<void> => {
      this.pieces.push(Buffer.from(data));
      return Promise.resolve();
    };
    return writeMemory(
      { appendFile },
      { address: `0x${start.toString(16)}`, sizeBytes, physical: false },
      {
        read: (piece) => Promise.resolve({ data: this.read(piece), gaps: this.gaps(piece) }),
        askAboutGap: () => {
          this.questions += 1;
          return Promise.resolve(this.answer);
        },
        wrote: (saved) => saved < this.endsAfter,
      },
    );
  }

  private read(piece: MemoryRange): Uint8Array {
    this.asked.push(piece);
    const from = BigInt(piece.address);
    return Uint8Array.from({ length: piece.sizeBytes }, (_, index) => Number((from + BigInt(index)) & 0x7fn));
  }

  private gaps({ address, sizeBytes }: MemoryRange): readonly MemoryGap[] {
    const offset = this.gapAt === undefined ? -1 : Number(this.gapAt - BigInt(address));
    return offset >= 0 && offset < sizeBytes ? [{ offset, sizeBytes: 16, reason: 'excluded' }] : [];
  }
}

describe('a file of memory', () => {
  it('is written in pieces, each asked for at its own address', async () => {
    const saving = new Saving(undefined, 'end');
    const sizeBytes = maxReadSizeBytes + 100;
    assert.deepEqual(await saving.save(sizeBytes), { savedBytes: sizeBytes, absentBytes: 0 });
    assert.equal(saving.written.length, sizeBytes);
    assert.deepEqual(
      saving.asked.map(({ address, sizeBytes: size }) => [address, size]),
      [
        ['0xfffffff000000000', maxReadSizeBytes],
        ['0xfffffff000100000', 100],
      ],
    );
    assert.equal(saving.questions, 0);
  });

  it('ends before the first absent byte unless the person wants a mark for each', async () => {
    const ended = new Saving(start + 40n, 'end');
    assert.deepEqual(await ended.save(100), { savedBytes: 40, absentBytes: 0 });
    assert.equal(ended.written.length, 40);

    const filled = new Saving(start + 40n, 'fill');
    assert.deepEqual(await filled.save(100), { savedBytes: 100, absentBytes: 16 });
    assert.deepEqual([...filled.written.subarray(39, 57)], [39, ...Array<number>(16).fill(absentByte), 56]);
    assert.equal(filled.questions, 1);
  });

  it('is none where the person gives up at the first absent byte', async () => {
    const saving = new Saving(start + 40n, 'give-up');
    assert.equal(await saving.save(100), undefined);
    assert.equal(saving.written.length, 0);
  });

  it('ends where the person cancels', async () => {
    const saving = new Saving(undefined, 'end', maxReadSizeBytes);
    const saved = await saving.save(maxReadSizeBytes * 3);
    assert.equal(saved?.savedBytes, maxReadSizeBytes);
    assert.equal(saving.asked.length, 1);
  });
});
