import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceFolders } from '../../../../debug-adapter/source/sourceFolders';

describe('sources on this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmcore-sources-'));
  const sources = join(folder, 'linux');
  const file = join(sources, 'kernel/panic.c');

  before(() => {
    mkdirSync(join(sources, 'kernel'), { recursive: true });
    writeFileSync(file, 'void panic(void);\n');
    writeFileSync(join(folder, 'secret'), 'secret\n');
    symlinkSync(join(folder, 'secret'), join(sources, 'kernel/link.c'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('are found in the folder of the kernel, whatever stands before', () => {
    const folders = new SourceFolders({ '': sources });
    assert.equal(folders.find('kernel/panic.c'), file);
    assert.equal(folders.find('debian/build/build_amd64/kernel/panic.c'), file);
    assert.equal(folders.find('/build/linux-6.1/kernel/panic.c'), file);
    assert.equal(folders.find('kernel/other.c'), undefined);
  });

  it('are found by the longest beginning of the path', () => {
    const folders = new SourceFolders({ '/build': '/nonexistent', '/build/linux-6.1': sources });
    assert.equal(folders.find('/build/linux-6.1/kernel/panic.c'), file);
  });

  const escapes = [
    ...[
      '/etc/passwd',
      '../../../../../../etc/passwd',
      'kernel/../../secret',
      '/build/../../secret',
      'kernel/link.c',
    ],
    ...['', '.', '..', '/', 'kernel', '\0', 'kernel/panic.c\0'],
  ];
  for (const path of escapes) {
    it(`are none outside of the folder: ${JSON.stringify(path)}`, () => {
      assert.equal(new SourceFolders({ '': sources }).find(path), undefined);
      assert.equal(new SourceFolders({ '/build': sources }).find(path), undefined);
    });
  }

  it('are none without a folder', () => {
    assert.equal(new SourceFolders({}).find('/etc/passwd'), undefined);
  });
});
