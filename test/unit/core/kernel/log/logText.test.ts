import assert from 'node:assert/strict';
import { openKernelLog } from '../../../../../core/kernel/log/log';
import { logText, type LogTextOptions } from '../../../../../core/kernel/log/logText';
import { FakeKernelMemory, FakeLayout } from '../../../../support/fakeKernelMemory';
import { PrintkRingBuilder } from '../../../../support/printkRing';

const makedumpfile: LogTextOptions = { form: 'makedumpfile', callers: false, signedChar: true };

function print(builder: PrintkRingBuilder, options: Partial<LogTextOptions> = {}): string {
  const log = openKernelLog(builder.memory(), builder.layout(), { littleEndian: true, wordSizeBytes: 8 });
  const pieces = Array.from(logText(log, { ...makedumpfile, ...options }), (piece) => Buffer.from(piece));
  return Buffer.concat(pieces).toString('latin1');
}

const ring = (...texts: (string | Uint8Array)[]): PrintkRingBuilder => {
  const builder = new PrintkRingBuilder(8, 16);
  for (const text of texts) builder.add({ text, timeNs: 1_234_567_890n, callerId: 42, level: 3 });
  return builder;
};

describe('the text form of the log', () => {
  it('starts each line with the time, and indents what follows a line feed', () => {
    assert.equal(
      print(ring('one\ntwo', 'three\n')),
      '[    1.234567] one\n               two\n[    1.234567] three\n               \n',
    );
  });

  it('names callers as makedumpfile 1.7.5 does', () => {
    assert.equal(
      print(ring('one\ntwo'), { callers: true }),
      '[    1.234567] [     T42] one\n                          two\n',
    );
    const builder = new PrintkRingBuilder(4, 10).add({ text: 'x', callerId: 0x8000_0003 });
    assert.equal(print(builder, { callers: true }), '[    0.000000] [      C3] x\n');
  });

  it('escapes bytes as the C library prints a char of the dumped architecture', () => {
    const bytes = Uint8Array.of(0x00, 0x09, 0x1b, 0x7f, 0xc3, 0xa9);
    assert.equal(print(ring(bytes)), '[    1.234567] \\x00\t\\x1b\\x7f\\xffffffc3\\xffffffa9\n');
    assert.equal(print(ring(bytes), { signedChar: false }), '[    1.234567] \\x00\t\\x1b\\x7f\\xc3\\xa9\n');
    assert.equal(print(ring(bytes), { form: 'crash' }), '[    1.234567] .\t....\n');
  });

  it('leaves out records without text, where crash prints an empty line', () => {
    assert.equal(print(ring('a', '', 'b')), '[    1.234567] a\n[    1.234567] b\n');
    assert.equal(print(ring('a', '', 'b'), { form: 'crash' }), '[    1.234567] a\n\n[    1.234567] b\n');
  });

  it('prints what the filter wants', () => {
    const builder = ring('error').add({ text: 'chatter', level: 7 });
    assert.equal(print(builder, { includes: ({ level }) => level <= 3 }), '[    1.234567] error\n');
  });

  it('comes in pieces, whatever the size of the log', () => {
    const builder = new PrintkRingBuilder(14, 20);
    for (let number = 0; number < 10_000; number++) builder.add({ text: `record ${number}` });
    const log = openKernelLog(builder.memory(), builder.layout(), { littleEndian: true, wordSizeBytes: 8 });
    let pieces = 0;
    let lines = 0;
    for (const piece of logText(log, makedumpfile)) {
      pieces++;
      assert.ok(piece.length < 128 * 1024);
      for (const byte of piece) if (byte === 0x0a) lines++;
    }
    assert.ok(pieces > 3);
    assert.equal(lines, 10_000);
  });
});

describe('the plain text log before Linux 3.5', () => {
  const text =
    '<6>[    0.000000] Linux version 2.6.32\n<4>[    1.500000] warning\n<0>Kernel panic - not syncing: x\n';
  const layout = new FakeLayout({ log_buf: 0x1000n, log_buf_len: 0x1010n, log_end: 0x1020n }, {}, {});

  function memory(ring: Uint8Array, end: number): FakeKernelMemory {
    const fake = new FakeKernelMemory();
    fake.addWord(0x1000n, 0x9000n);
    fake.addU32(0x1010n, ring.length);
    fake.addU32(0x1020n, end);
    fake.add(0x9000n, ring);
    return fake;
  }

  it('is printed as it stands in memory, and read line by line', () => {
    const bytes = new Uint8Array(256);
    bytes.set(Buffer.from(text));
    const fake = memory(bytes, text.length);
    const log = openKernelLog(fake, layout, fake.words);
    assert.equal(Buffer.concat([...logText(log, makedumpfile)]).toString(), text);
    assert.equal(log.total, 3);
    assert.equal(log.text(1), 'warning');
    const { level, timeUs } = log.entry(1);
    assert.deepEqual({ level, timeUs }, { level: 4, timeUs: 1_500_000 });
    assert.equal(log.entry(2).timeUs, undefined);
    assert.equal(log.lastTimeUs, 1_500_000);
  });

  it('starts with the oldest byte when the ring has wrapped', () => {
    const ringBytes = Buffer.from('tail\nmid\nhead ');
    const fake = memory(ringBytes, ringBytes.length * 3 + 9);
    const log = openKernelLog(fake, layout, fake.words);
    assert.equal(Buffer.concat([...logText(log, makedumpfile)]).toString(), 'head tail\nmid\n');
    assert.equal(log.text(1), 'mid');
  });

  it('counts the bytes that the dump lacks', () => {
    const bytes = Buffer.alloc(8192, 'x');
    const fake = memory(bytes, 8192);
    fake.remove(0x9000n, 4096);
    const log = openKernelLog(fake, layout, fake.words);
    assert.equal(log.problems[0]?.message, "The dump lacks 4096 bytes of the log's text.");
    assert.equal(Buffer.concat([...logText(log, makedumpfile)]).length, 4096);
  });
});
