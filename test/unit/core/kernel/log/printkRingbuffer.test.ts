import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../../core/base/errors';
import type { WordLayout } from '../../../../../core/kernel/kernelMemory';
import { openKernelLog, type KernelLog } from '../../../../../core/kernel/log/log';
import { PrintkRingBuilder } from '../../../../support/printkRing';

const machines: WordLayout[] = [
  { littleEndian: true, wordSizeBytes: 8 },
  { littleEndian: false, wordSizeBytes: 8 },
  { littleEndian: true, wordSizeBytes: 4 },
  { littleEndian: false, wordSizeBytes: 4 },
];

function open(
  builder: PrintkRingBuilder,
  words: WordLayout = { littleEndian: true, wordSizeBytes: 8 },
): KernelLog {
  return openKernelLog(builder.memory(), builder.layout(), words);
}

function texts(log: KernelLog): (string | undefined)[] {
  return Array.from({ length: log.total }, (_, index) => log.text(index));
}

describe('the lockless printk ring', () => {
  for (const words of machines) {
    const name = `${words.wordSizeBytes * 8} bit, ${words.littleEndian ? 'little' : 'big'} endian`;
    it(`gives every field of a record (${name})`, () => {
      const builder = new PrintkRingBuilder(4, 10, words)
        .add({ text: 'Linux version 6.1', timeNs: 0n, level: 5 })
        .add({
          text: 'eth0: link up',
          timeNs: 123_456_789_012_345n,
          level: 3,
          facility: 3,
          callerId: 0x8000_0002,
          subsystem: 'pci',
          device: '+pci:0000:00:03.0',
        });
      const log = open(builder, words);
      assert.deepEqual(texts(log), ['Linux version 6.1', 'eth0: link up']);
      const { level, facility, timeUs, callerId } = log.entry(1);
      assert.deepEqual(
        { level, facility, timeUs, callerId },
        { level: 3, facility: 3, timeUs: 123_456_789_012, callerId: 0x8000_0002 },
      );
      assert.deepEqual(log.device(1), { device: '+pci:0000:00:03.0', subsystem: 'pci' });
      assert.deepEqual(log.device(0), {});
      assert.equal(log.overwrittenCount, 0);
      assert.deepEqual(log.problems, []);
    });

    it(`follows the ring round and round (${name})`, () => {
      const builder = new PrintkRingBuilder(5, 9, words);
      for (let number = 0; number < 500; number++)
        builder.add({ text: `record ${number} ${'x'.repeat(number % 29)}` });
      const log = open(builder, words);
      const all = texts(log);
      assert.ok(all.length > 5);
      assert.equal(log.overwrittenCount, 500 - all.length);
      const expected = all.map((_, index) => {
        const number = 500 - all.length + index;
        return `record ${number} ${'x'.repeat(number % 29)}`;
      });
      assert.deepEqual(all, expected);
    });
  }

  it('reads a block that ends where the ring ends (6.18 and later)', () => {
    const builder = new PrintkRingBuilder(4, 7, { littleEndian: true, wordSizeBytes: 8 }, true);
    builder.add({ text: 'a'.repeat(56) }).add({ text: 'b'.repeat(56) });
    assert.deepEqual(texts(open(builder)), ['a'.repeat(56), 'b'.repeat(56)]);
  });

  it('keeps empty lines and leaves out what no writer finished', () => {
    const builder = new PrintkRingBuilder(4, 10)
      .add({ text: 'one' })
      .add({ text: '' })
      .add({ text: 'reserved only' }, 0)
      .add({ text: 'committed' }, 1);
    const log = open(builder);
    assert.deepEqual(texts(log), ['one', '', 'committed']);
    assert.equal(log.entry(1).dataless, true);
  });

  it('truncates a text that claims more than its block', () => {
    const builder = new PrintkRingBuilder(4, 10).add({ text: 'short' }).add({ text: 'next' });
    new DataView(builder.infos.buffer).setUint16(builder.infoOffset(1) + 16, 60_000, true);
    assert.deepEqual(texts(open(builder)), ['short\0\0\0', 'next']);
  });

  it('counts records that the dump lacks instead of inventing them', () => {
    const builder = new PrintkRingBuilder(10, 16);
    for (let number = 0; number < 1000; number++) builder.add({ text: `record ${number}` });
    const memory = builder.memory();
    memory.remove(builder.addresses.text, 4096);
    const log = openKernelLog(memory, builder.layout(), memory.words);
    const missing = texts(log).filter((text) => text === undefined).length;
    assert.equal(log.total, 1000);
    assert.ok(missing > 100 && missing < 200);
    assert.deepEqual(
      log.problems.map(({ code, message }) => `${code}: ${message}`),
      [`log-text-missing: The dump lacks the text of ${missing} of the 1000 log records.`],
    );

    memory.remove(builder.addresses.descriptors, 4096);
    const partial = openKernelLog(memory, builder.layout(), memory.words);
    assert.ok(partial.total < 1000);
    assert.match(partial.problems[0]?.message ?? '', new RegExp(`descriptors of ${1000 - partial.total} `));
  });

  it('counts records whose descriptors are those of others', () => {
    const builder = new PrintkRingBuilder(4, 10);
    for (const text of ['one', 'two', 'three']) builder.add({ text });
    new DataView(builder.descriptors.buffer).setBigUint64(
      builder.descriptorOffset(1),
      0x1234_5678_9abc_def0n,
      true,
    );
    const log = open(builder);
    assert.deepEqual(texts(log), ['one', 'three']);
    assert.match(log.problems[0]?.message ?? '', /of 1 log records are not theirs/);
  });

  it('counts texts that the kernel had to drop', () => {
    const builder = new PrintkRingBuilder(4, 10).add({ text: 'one' }).add({ text: 'two' });
    new DataView(builder.descriptors.buffer).setBigUint64(builder.descriptorOffset(1) + 8, 1n, true);
    const log = open(builder);
    assert.deepEqual(texts(log), ['two']);
    assert.equal(log.problems[0]?.code, 'log-text-dropped');
  });

  it('refuses a ring larger than a kernel can have, and one that the dump lacks', () => {
    const builder = new PrintkRingBuilder(4, 10).add({ text: 'one' });
    const memory = builder.memory();
    memory.addU32(builder.addresses.ring, 40);
    const refused = (error: unknown): boolean =>
      error instanceof VmcoreError && error.code === 'log-not-found';
    assert.throws(() => openKernelLog(memory, builder.layout(), memory.words), refused);
    const gone = builder.memory();
    gone.remove(builder.addresses.ring, 8);
    assert.throws(() => openKernelLog(gone, builder.layout(), gone.words), refused);
  });

  it('survives a ring that claims 2^26 descriptors over little memory', function () {
    this.timeout(20_000);
    const builder = new PrintkRingBuilder(4, 10).add({ text: 'one' });
    const memory = builder.memory();
    memory.addU32(builder.addresses.ring, 26);
    memory.addWord(builder.addresses.ring + 32n, 0n);
    const log = openKernelLog(memory, builder.layout(), memory.words);
    assert.ok(log.total <= 16);
    assert.equal(log.problems[0]?.code, 'log-records-missing');
  });

  it('gives records and problems for any damage, never an endless loop or a crash', () => {
    const builder = new PrintkRingBuilder(5, 10);
    for (let number = 0; number < 100; number++) builder.add({ text: `record ${number}` });
    const damage = fc.array(
      fc.tuple(fc.constantFrom('descriptors', 'infos', 'text'), fc.nat(), fc.nat(255)),
      {
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(damage, (changes) => {
        const copy = structuredCloneRing(builder);
        for (const [part, position, value] of changes) {
          const bytes = copy[part as 'text'];
          bytes[position % bytes.length] = value;
        }
        const memory = builder.memory();
        memory.add(builder.addresses.descriptors, copy.descriptors);
        memory.add(builder.addresses.infos, copy.infos);
        memory.add(builder.addresses.text, copy.text);
        const log = openKernelLog(memory, builder.layout(), memory.words);
        assert.ok(log.total <= 32);
        for (const text of texts(log)) assert.ok(text === undefined || text.length <= 1024);
      }),
      { numRuns: 300 },
    );
  });
});

function structuredCloneRing(
  builder: PrintkRingBuilder,
): Record<'descriptors' | 'infos' | 'text', Uint8Array> {
  return {
    descriptors: builder.descriptors.slice(),
    infos: builder.infos.slice(),
    text: builder.text.slice(),
  };
}
