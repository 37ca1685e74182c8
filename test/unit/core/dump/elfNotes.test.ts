import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findDeviceDumps } from '../../../../core/dump/deviceDumps';
import { parseElfNotes } from '../../../../core/dump/elfNotes';
import { parsePrstatusNotes } from '../../../../core/dump/prstatus';
import { writeNotes, type ElfNoteSpec } from '../../../support/elfWriter';

const notes: readonly ElfNoteSpec[] = [
  { name: 'CORE', type: 1, description: new Uint8Array(336).fill(1) },
  { name: 'VMCOREINFO', type: 0, description: Buffer.from('OSRELEASE=6.1\n') },
];
const plain = (bytes: Uint8Array, littleEndian = true): ElfNoteSpec[] =>
  parseElfNotes(bytes, littleEndian).notes.map(({ name, type, description }) => ({
    name,
    type,
    description: Buffer.from(description),
  }));
const expected = notes.map((note) => ({ ...note, description: Buffer.from(note.description) }));

describe('parseElfNotes', () => {
  it('reads notes of either byte order', () => {
    assert.deepEqual(plain(writeNotes(notes)), expected);
    assert.deepEqual(plain(writeNotes(notes, false), false), expected);
  });

  it('pads to 8 where the segment says so', () => {
    const description = Buffer.from('12345');
    const bytes = Buffer.alloc(24 + 8 + 24 + 8);
    for (const at of [0, 32]) {
      bytes.writeUInt32LE(5, at);
      bytes.writeUInt32LE(5, at + 4);
      bytes.writeUInt32LE(7, at + 8);
      bytes.write('CORE', at + 12);
      description.copy(bytes, at + 24);
    }
    const { notes: found } = parseElfNotes(bytes, true, 8);
    assert.deepEqual(
      found.map((note) => Buffer.from(note.description).toString()),
      ['12345', '12345'],
    );
  });

  it('ends quietly at the zero padding behind the last note', () => {
    const padded = Buffer.concat([writeNotes(notes), Buffer.alloc(100)]);
    assert.deepEqual(plain(padded), expected);
    assert.deepEqual(parseElfNotes(padded, true).problems, []);
  });

  for (const [name, at] of [
    ['name', 0],
    ['content', 4],
  ] as const) {
    it(`keeps the notes before one whose ${name} size overflows`, () => {
      const first = writeNotes(notes.slice(0, 1));
      const bytes = Buffer.concat([first, writeNotes(notes.slice(1))]);
      for (const size of [0xffffffff, 0xfffffff0, 0x7fffffff, bytes.length]) {
        bytes.writeUInt32LE(size, first.length + at);
        const result = parseElfNotes(bytes, true);
        assert.equal(result.notes.length, 1);
        assert.equal(result.problems[0]?.code, 'elf-note-damaged');
      }
    });
  }

  it('gives a value for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, littleEndian) => {
        for (const { description, sizeBytes } of parseElfNotes(bytes, littleEndian).notes) {
          assert.equal(description.length, sizeBytes);
        }
      }),
    );
  });
});

describe('parsePrstatusNotes', () => {
  const machine = { name: 'x86_64', littleEndian: true, wordSizeBytes: 8 } as const;

  it('gives pid and registers of each cpu', () => {
    const first = Buffer.alloc(336);
    first.writeUInt32LE(4321, 32);
    first.writeBigUInt64LE(0xffffffff81000123n, 112 + 16 * 8);
    first.writeBigUInt64LE(0xffffc90000003e48n, 112 + 19 * 8);
    const second = Buffer.alloc(336);
    second.writeBigUInt64LE(7n, 112 + 26 * 8);
    const bytes = writeNotes([first, second].map((description) => ({ name: 'CORE', type: 1, description })));
    const cpus = parsePrstatusNotes(parseElfNotes(bytes, true).notes, machine);
    assert.deepEqual(
      cpus.map(({ cpu, pid }) => [cpu, pid]),
      [
        [0, 4321],
        [1, 0],
      ],
    );
    assert.equal(cpus[0]!.registers.get('rip'), 0xffffffff81000123n);
    assert.equal(cpus[0]!.registers.get('rsp'), 0xffffc90000003e48n);
    assert.equal(cpus[1]!.registers.get('gs'), 7n);
  });

  it('knows arm64 and 32-bit x86', () => {
    const arm = Buffer.alloc(392);
    arm.writeBigUInt64LE(0xffff800008000000n, 112 + 32 * 8);
    const [cpu] = parsePrstatusNotes(
      parseElfNotes(writeNotes([{ name: 'CORE', type: 1, description: arm }]), true).notes,
      { ...machine, name: 'aarch64' },
    );
    assert.equal(cpu?.registers.get('pc'), 0xffff800008000000n);
    const x86 = Buffer.alloc(144);
    x86.writeUInt32LE(99, 24);
    x86.writeUInt32LE(0xc1000000, 72 + 12 * 4);
    const [narrow] = parsePrstatusNotes(
      parseElfNotes(writeNotes([{ name: 'CORE', type: 1, description: x86 }]), true).notes,
      { name: 'i686', wordSizeBytes: 4 },
    );
    assert.deepEqual([narrow?.pid, narrow?.registers.get('eip')], [99, 0xc1000000n]);
  });

  it('has no registers for a note that is too short or a machine it does not know', () => {
    for (const [size, name] of [
      [0, 'x86_64'],
      [111 + 27 * 8, 'x86_64'],
      [336, 'vax'],
    ] as const) {
      const bytes = writeNotes([{ name: 'CORE', type: 1, description: new Uint8Array(size) }]);
      const cpus = parsePrstatusNotes(parseElfNotes(bytes, true).notes, { ...machine, name });
      assert.equal(cpus[0]?.registers.size, 0);
    }
  });
});

describe('findDeviceDumps', () => {
  it('gives name and bytes of each, and no other note', () => {
    const description = Buffer.alloc(44 + 5);
    description.write('cxgb4_0000:02:00.4');
    description.write('12345', 44);
    const bytes = writeNotes([
      ...notes,
      { name: 'LINUX', type: 0x700, description },
      { name: 'LINUX', type: 0x700, description: new Uint8Array(10) },
    ]);
    const dumps = findDeviceDumps(parseElfNotes(bytes, true).notes);
    assert.deepEqual(
      dumps.map(({ name, sizeBytes, data }) => [name, sizeBytes, Buffer.from(data).toString()]),
      [['cxgb4_0000:02:00.4', 5, '12345']],
    );
  });
});
