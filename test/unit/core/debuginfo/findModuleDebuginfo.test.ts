import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleDebuginfoFinder } from '../../../../core/debuginfo/findModuleDebuginfo';
import { openVmlinux } from '../../../../core/debuginfo/openVmlinux';
import { buildDwarf } from '../../../support/dwarfBuilder';
import { writeNotes } from '../../../support/elfWriter';
import { writeElfSections, type SectionSpec } from '../../../support/elfSectionsWriter';

const wanted = '3b43fad5034874490492495d552c0af6a5fab235';
const other = '00112233445566778899aabbccddeeff00112233';
const release = '6.1.0-37-amd64';

function built(buildId: string, sections: readonly SectionSpec[] = buildDwarf({ version: 5 })): Uint8Array {
  const notes = writeNotes([{ name: 'GNU', type: 3, description: Buffer.from(buildId, 'hex') }]);
  return writeElfSections([{ name: '.note.gnu.build-id', type: 7, data: notes }, ...sections]);
}

describe("finding a module's debuginfo", () => {
  let root: string;
  const put = (path: string, bytes: Uint8Array): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
    return full;
  };
  const find = (name = 'snd_hda', buildId: string | null = wanted): string | undefined =>
    new ModuleDebuginfoFinder(
      { release, dumpPath: join(root, 'crash/vmcore') },
      { root, debuginfoPaths: [join(root, 'own')] },
    ).find({ name, buildId: buildId ?? undefined });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vmcore-modules-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('takes the file of its build, wherever distributions and people put it', () => {
    for (const path of [
      `usr/lib/debug/.build-id/3b/${wanted.slice(2)}.debug`,
      `own/.build-id/3b/${wanted.slice(2)}.debug`,
      `usr/lib/debug/lib/modules/${release}/kernel/sound/snd-hda.ko`,
      `usr/lib/debug/usr/lib/modules/${release}/kernel/sound/snd-hda.ko.debug`,
      `lib/modules/${release}/updates/snd_hda.ko`,
      `own/lib/modules/${release}/extra/snd_hda.ko.debug`,
      'own/snd-hda.ko.debug',
      'crash/snd_hda.ko',
    ]) {
      const full = put(path, built(wanted));
      assert.equal(find(), full);
      rmSync(full);
    }
    assert.equal(find(), undefined);
  });

  it('passes by other builds, stripped files, and names that are paths', () => {
    put('crash/snd_hda.ko', built(other));
    put('own/snd_hda.ko', built(wanted, []));
    assert.equal(find(), undefined);
    const right = put(`usr/lib/debug/lib/modules/${release}/snd_hda.ko`, built(wanted));
    assert.equal(find(), right);
    assert.equal(find('../crash/snd_hda'), undefined);
    assert.equal(find('snd_hda', null), undefined, 'no build is told apart without a build-id');
    assert.equal(find('snd_hda', '../../../x'), undefined);
  });

  it('does not follow links, which may lead round in a circle', () => {
    const folder = join(root, 'usr/lib/debug/lib/modules', release);
    mkdirSync(folder, { recursive: true });
    symlinkSync(folder, join(folder, 'build'));
    assert.equal(find(), undefined);
  });

  it('opens a vmlinux that is named, unless it is of another build, stripped, or none', () => {
    const kernel = { buildId: wanted, release };
    openVmlinux(put('vmlinux', built(wanted)), kernel).close();
    const banner = { name: '.rodata', data: Buffer.from('\0Linux version 6.1.0-38-amd64 (somebody) #1\n\0') };
    const wrong = put('wrong', built(other, [banner]));
    assert.throws(() => openVmlinux(wrong, kernel), {
      code: 'vmlinux-mismatch',
      message: new RegExp(`6\\.1\\.0-38-amd64, build-id ${other}.*6\\.1\\.0-37-amd64, build-id ${wanted}`),
    });
    assert.throws(() => openVmlinux(wrong, { buildId: undefined, release }), { code: 'vmlinux-mismatch' });
    assert.throws(() => openVmlinux(put('stripped', built(wanted, [])), kernel), {
      code: 'vmlinux-without-debuginfo',
    });
    assert.throws(() => openVmlinux(put('text', Buffer.from('vmlinuz')), kernel), {
      code: 'vmlinux-unreadable',
    });
    assert.throws(() => openVmlinux(join(root, 'nowhere'), kernel), { code: 'file-not-found' });
  });
});
