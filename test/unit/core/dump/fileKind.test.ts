import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { VmcoreError } from '../../../../core/base/errors';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { fileKind } from '../../../../core/dump/fileKind';
import { openSource } from '../../../../core/dump/openDump';
import { writeElf } from '../../../support/elfWriter';

const at = (offset: number, magic: string): Buffer => {
  const bytes = Buffer.alloc(4096, 1);
  bytes.write(magic, offset, 'latin1');
  return bytes;
};
const elf = (type: number): Uint8Array => writeElf({ segments: [], type });

const kinds: readonly (readonly [string, Uint8Array, RegExp, RegExp])[] = [
  ['gzip', gzipSync('vmcore'), /a gzip file/, /Unpack/],
  ['xz', at(0, '\xfd7zXZ\0'), /an xz file/, /Unpack/],
  ['zstd', at(0, '\x28\xb5\x2f\xfd'), /a zstd file/, /Unpack/],
  ['tar', at(257, 'ustar'), /a tar archive/, /Unpack/],
  ['bzImage', at(0x202, 'HdrS'), /bzImage/, /vmlinux/],
  ['vmlinux', elf(2), /an ELF program for amd64/, /Open the vmcore instead/],
  ['a kernel module', elf(1), /an ELF object file for amd64/, /Open the vmcore instead/],
  ['a truncated ELF', elf(2).subarray(0, 12), /damaged ELF/, /Copy it again/],
  ['a web page', Buffer.from('<!DOCTYPE html><title>404'), /a web page/, /fetch the dump again/],
  ['a kernel log', Buffer.from('[    0.000000] Linux version 6.1\n'), /text of a kernel log/, /as text/],
  ['a text', Buffer.from('Überlegung\n'), /a text file/, /Choose the vmcore/],
  ['savevm', at(0, 'QEVM'), /QEMU machine state/, /dump-guest-memory/],
  ['LiME', at(0, 'EMiL'), /LiME/, /kdump/],
  ['a Windows dump', at(0, 'PAGEDU64'), /Windows crash dump/, /WinDbg/],
  ['zeros', new Uint8Array(4096), /starts with zeros/, /kdump service/],
  ['noise', at(0, '\x90\x91\x92'), /data of an unknown kind/, /Vmcore reads/],
];

describe('fileKind', () => {
  for (const [name, bytes, kind, nextStep] of kinds) {
    it(`knows ${name} and what to do with it`, () => {
      assert.throws(
        () => openSource(new BytesSource(bytes, 'some/file')),
        (error) => {
          assert.ok(error instanceof VmcoreError);
          assert.equal(error.code, 'not-a-dump');
          assert.match(error.message, kind);
          assert.match(error.nextStep, nextStep);
          return true;
        },
      );
    });
  }

  it('has a word for any bytes', () => {
    const elfLike = fc
      .uint8Array({ maxLength: 80 })
      .map((tail) => Buffer.concat([elf(2).subarray(0, 4), tail]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), elfLike), (bytes) => {
        assert.ok(fileKind(bytes).kind.length > 0);
      }),
    );
  });
});
