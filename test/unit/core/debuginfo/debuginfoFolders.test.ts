import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRegularFile } from '../../../../core/debuginfo/debuginfoFolders';
import { findSystemMap } from '../../../../core/debuginfo/findSystemMap';

describe('places where debuginfo may lie', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('hold a file, or nothing that could be used', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    symlinkSync('loop', join(folder, 'loop'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    assert.equal(isRegularFile(file), true);
    for (const name of ['absent', 'absent/inside', 'file/inside', 'loop', 'pipe', '.'])
      assert.equal(isRegularFile(join(folder, name)), false, name);
  });

  it('may have a file where a folder is looked for', () => {
    writeFileSync(join(folder, 'boot'), '');
    const { kind } = findSystemMap('6.1.0-99-amd64', join(folder, 'vmcore'), folder);
    assert.equal(kind, 'missing');
  });
});
