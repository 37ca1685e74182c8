import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openKernelLog, type KernelLog } from '../../../../../core/kernel/log/log';
import type { WordLayout } from '../../../../../core/kernel/kernelMemory';
import { PrintkRecordsBuilder } from '../../../../support/printkRecords';

function open(builder: PrintkRecordsBuilder): KernelLog {
  const memory = builder.memory();
  return openKernelLog(memory, builder.layout(), memory.words);
}

function texts(log: KernelLog): (string | undefined)[] {
  return Array.from({ length: log.total }, (_, index) => log.text(index));
}

const bigEndian: WordLayout = { littleEndian: false, wordSizeBytes: 8 };

describe('the record buffer of Linux 3.5 to 5.9', () => {
  for (const [name, builder] of [
    ['printk_log', new PrintkRecordsBuilder(1024)],
    ['log of 3.10', new PrintkRecordsBuilder(1024, undefined, 'log')],
    ['big endian', new PrintkRecordsBuilder(1024, bigEndian)],
    ['32 bit', new PrintkRecordsBuilder(1024, { littleEndian: true, wordSizeBytes: 4 })],
    ['the level word of 3.5', new PrintkRecordsBuilder(1024, undefined, 'log', true)],
  ] as const) {
    it(`gives every field of a record (${name})`, () => {
      builder.add({ text: 'Linux version 4.19', level: 5 }).add({
        text: 'usb 1-1: new device',
        dictionary: 'SUBSYSTEM=usb\0DEVICE=c189:1',
        timeNs: 9_000_001_999n,
        level: 3,
        facility: 4,
      });
      const log = open(builder);
      assert.deepEqual(texts(log), ['Linux version 4.19', 'usb 1-1: new device']);
      const { level, facility, timeUs } = log.entry(1);
      assert.deepEqual({ level, facility, timeUs }, { level: 3, facility: 4, timeUs: 9_000_001 });
      assert.deepEqual(log.device(1), { subsystem: 'usb', device: 'c189:1' });
      assert.deepEqual(log.device(0), {});
      assert.equal(log.entry(0).level, 5);
      assert.deepEqual(log.problems, []);
    });
  }

  it('goes on at the start of the buffer behind a record of length 0', () => {
    const builder = new PrintkRecordsBuilder(512);
    for (let number = 0; number < 100; number++)
      builder.add({ text: `record ${number} ${'y'.repeat(number % 17)}` });
    assert.ok(builder.first > builder.next, 'the buffer must have wrapped');
    const all = texts(open(builder));
    assert.ok(all.length > 5);
    const expected = all.map((_, index) => {
      const number = 100 - all.length + index;
      return `record ${number} ${'y'.repeat(number % 17)}`;
    });
    assert.deepEqual(all, expected);
  });

  it('keeps what comes before a record whose length makes no sense, and says so', () => {
    const builder = new PrintkRecordsBuilder(512)
      .add({ text: 'one' })
      .add({ text: 'two' })
      .add({ text: 'three' });
    new DataView(builder.bytes.buffer).setUint16(20 + 8, 3, true);
    const log = open(builder);
    assert.deepEqual(texts(log), ['one']);
    assert.equal(log.problems[0]?.code, 'log-chain-broken');
    assert.equal(log.problems[0].at, 'log_buf + 20');
  });

  it('stops at a page that the dump lacks', () => {
    const builder = new PrintkRecordsBuilder(16_384);
    for (let number = 0; number < 300; number++) builder.add({ text: `record ${number}` });
    const memory = builder.memory();
    memory.remove(builder.addresses.buffer + 4096n, 4096);
    const log = openKernelLog(memory, builder.layout(), memory.words);
    assert.ok(log.total > 100 && log.total < 300);
    assert.match(log.problems[0]?.message ?? '', /the dump lacks the record there/);
  });

  it('ends for any bytes', () => {
    const layout = new PrintkRecordsBuilder(64).layout();
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 600 }),
        fc.nat(700),
        fc.nat(700),
        (bytes, first, next) => {
          const builder = new PrintkRecordsBuilder(bytes.length);
          builder.bytes.set(bytes);
          builder.first = first;
          builder.next = next;
          const memory = builder.memory();
          const log = openKernelLog(memory, layout, memory.words);
          assert.ok(log.total <= bytes.length / 16);
          for (let index = 0; index < log.total; index++) {
            log.device(index);
            assert.ok((log.text(index)?.length ?? 0) <= bytes.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
