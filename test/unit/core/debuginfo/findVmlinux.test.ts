import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { findBuildIdNote } from '../../../../core/dump/buildIdNote';
import { readElfBuildId } from '../../../../core/debuginfo/elfBuildId';
import { findVmlinux } from '../../../../core/debuginfo/findVmlinux';

const wanted = '3b43fad5034874490492495d552c0af6a5fab235';
const other = '00112233445566778899aabbccddeeff00112233';

function note(name: string, type: number, description: Uint8Array, little = true): Buffer {
  const header = Buffer.alloc(12);
  const put = (value: number, at: number): number =>
    little ? header.writeUInt32LE(value, at) : header.writeUInt32BE(value, at);
  put(name.length + 1, 0);
  put(description.length, 4);
  put(type, 8);
  const pad = (bytes: Uint8Array): Buffer =>
    Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  return Buffer.concat([header, pad(Buffer.from(`${name}\0`)), pad(description)]);
}

/** The least of a vmlinux: a header, one table of headers, one note. */
function elf(buildId: string, { is64 = true, little = true, sections = false } = {}): Buffer {
  const notes = Buffer.concat([
    note('Xen', 5, Buffer.from('xy'), little),
    note('GNU', 3, Buffer.from(buildId, 'hex'), little),
  ]);
  const bytes = Buffer.alloc(512);
  bytes.set(Buffer.from([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, little ? 1 : 2, 1]));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number, value: number): void => {
    if (is64) view.setBigUint64(at, BigInt(value), little);
    else view.setUint32(at, value, little);
  };
  const tableAt = 64;
  if (sections) word(is64 ? 40 : 32, tableAt);
  else word(is64 ? 32 : 28, tableAt);
  const counts = (is64 ? 54 : 42) + (sections ? 4 : 0);
  view.setUint16(counts, sections ? (is64 ? 64 : 40) : is64 ? 56 : 32, little);
  view.setUint16(counts + 2, 1, little);
  view.setUint32(tableAt + (sections ? 4 : 0), sections ? 7 : 4, little);
  word(tableAt + (sections ? (is64 ? 24 : 16) : is64 ? 8 : 4), 256);
  word(tableAt + (sections ? (is64 ? 32 : 20) : is64 ? 32 : 16), notes.length);
  bytes.set(notes, 256);
  return bytes;
}

describe('finding the vmlinux of a dump', () => {
  let root: string;
  const put = (path: string, bytes: Uint8Array): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
    return full;
  };
  const query = { release: '6.1.0-37-amd64', buildId: wanted };
  const search = (overrides = {}) =>
    findVmlinux({ ...query, dumpPath: join(root, 'crash/vmcore'), ...overrides }, { root });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vmcore-vmlinux-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('takes the file with the build-id, wherever distributions put it', () => {
    for (const path of [
      `usr/lib/debug/.build-id/3b/${wanted.slice(2)}.debug`,
      'usr/lib/debug/boot/vmlinux-6.1.0-37-amd64',
      'usr/lib/debug/lib/modules/6.1.0-37-amd64/vmlinux',
      'lib/modules/6.1.0-37-amd64/build/vmlinux',
      'crash/vmlinux',
      'crash/vmlinux-6.1.0-37-amd64',
      'crash/vmlinux.debug',
    ]) {
      const full = put(path, elf(wanted));
      assert.deepEqual(search(), { kind: 'found', path: full, buildId: wanted });
      rmSync(full);
    }
  });

  it('says when the only file is of another build, and passes it by when the right one is there too', () => {
    const wrong = put('crash/vmlinux', elf(other));
    assert.deepEqual(search(), { kind: 'mismatch', path: wrong, wanted, found: other });
    const right = put('usr/lib/debug/boot/vmlinux-6.1.0-37-amd64', elf(wanted));
    assert.deepEqual(search(), { kind: 'found', path: right, buildId: wanted });
  });

  it('says where it looked', () => {
    const result = search();
    assert.equal(result.kind, 'missing');
    assert.ok(result.lookedIn.length >= 7);
    put('crash/vmlinux', Buffer.from('no ELF'));
    mkdirSync(join(root, 'crash/vmlinux.debug'));
    assert.equal(search().kind, 'missing');
  });

  it('goes by the release where the dump tells no build-id, never by a release that is a path', () => {
    put('crash/vmlinux', elf(other));
    assert.equal(search({ buildId: undefined }).kind, 'missing');
    const named = put('usr/lib/debug/boot/vmlinux-6.1.0-37-amd64', elf(other));
    assert.deepEqual(search({ buildId: undefined }), { kind: 'found', path: named, buildId: other });
    assert.equal(search({ buildId: undefined, release: '../../boot/x' }).kind, 'missing');
  });

  it('reads files of either size and byte order, from program or section headers', () => {
    for (const is64 of [true, false]) {
      for (const little of [true, false]) {
        for (const sections of [true, false]) {
          assert.equal(readElfBuildId(put('x', elf(wanted, { is64, little, sections }))), wanted);
        }
      }
    }
  });

  it('takes any bytes for notes, and any file for an ELF file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, little) => {
        const found = findBuildIdNote(bytes, little);
        assert.ok(found === undefined || found.length > 0);
      }),
    );
    const good = elf(wanted);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(127), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        const found = readElfBuildId(put('mutated', bytes));
        assert.ok(found === undefined || /^[0-9a-f]+$/.test(found));
      }),
      { numRuns: 100 },
    );
  });
});
