import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openDebuginfo } from '../../../../core/debuginfo/openDebuginfo';
import { openVmlinux } from '../../../../core/debuginfo/openVmlinux';
import { ByteWriter } from '../../../support/byteWriter';
import { buildDwarf } from '../../../support/dwarfBuilder';
import { writeElfSections, type SectionSpec } from '../../../support/elfSectionsWriter';

const wanted = '3b43fad5034874490492495d552c0af6a5fab235';
const other = '00112233445566778899aabbccddeeff00112233';

function note(buildId: string): SectionSpec {
  const bytes = new ByteWriter().u32(4).u32(20).u32(3).text('GNU').raw(Buffer.from(buildId, 'hex'));
  return { name: '.note.gnu.build-id', data: bytes.toBytes(), type: 7 };
}

const stripped = (link?: string): Uint8Array =>
  writeElfSections([
    note(wanted),
    ...(link === undefined ? [] : [{ name: '.gnu_debuglink', data: Buffer.from(`${link}\0\0\0\0checksum`) }]),
  ]);
const withDebuginfo = (buildId = wanted): Uint8Array =>
  writeElfSections([note(buildId), ...buildDwarf({ version: 5 })]);

describe('the debuginfo of a stripped file', () => {
  let root: string;
  const put = (path: string, bytes: Uint8Array): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
    return full;
  };
  const found = (path: string): string | undefined => {
    const debuginfo = openDebuginfo(path, { root });
    debuginfo?.close();
    return debuginfo?.path;
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vmcore-separate-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('is found where .gnu_debuglink says, as gdb finds it', () => {
    const path = put('boot/vmlinux', stripped('linux.dbg'));
    assert.equal(found(path), undefined);
    for (const place of [join('usr/lib/debug', root, 'boot'), 'boot/.debug', 'boot']) {
      const separate = put(join(place, 'linux.dbg'), withDebuginfo());
      assert.equal(found(path), separate);
    }
  });

  it('is found beside it, and by build-id', () => {
    const path = put('crash/vmlinux', stripped());
    const byBuildId = put(`usr/lib/debug/.build-id/3b/${wanted.slice(2)}.debug`, withDebuginfo());
    assert.equal(found(path), byBuildId);
    const beside = put('crash/vmlinux.debug', withDebuginfo());
    assert.equal(found(path), beside);
    const file = openVmlinux(path, { buildId: wanted, release: undefined }, { root });
    assert.equal(file.path, beside);
    file.close();
  });

  it('is not that of another build, nor the file itself, nor outside of where it may be', () => {
    const path = put('boot/vmlinux', stripped('vmlinux'));
    put('boot/.debug/vmlinux', withDebuginfo(other));
    put('vmlinux.debug', withDebuginfo());
    assert.equal(found(path), undefined);
    put('other/vmlinux', withDebuginfo());
    assert.equal(found(put('boot/vmlinux', stripped('../other/vmlinux'))), undefined);
  });

  it('is asked for unpacked, by the kind of the file that was given', () => {
    const path = put('boot/vmlinux.gz', gzipSync(withDebuginfo()));
    assert.throws(() => openVmlinux(path, { buildId: wanted, release: undefined }), {
      code: 'vmlinux-unreadable',
      message: `${path} is a gzip file, not an ELF file with a build-id.`,
      nextStep: `Unpack it ("gzip -dk ${path}") and give the file that was in it.`,
    });
  });
});
