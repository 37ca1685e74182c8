import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkTogether } from '../../../scripts/start/linkTogether.mjs';

describe('a dump and a vmlinux from two places', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-test-'));
    for (const name of ['crash', 'debug']) mkdirSync(join(folder, name));
    for (const name of ['crash/vmcore.1', 'crash/vmcore.2', 'crash/vmlinux', 'debug/vmlinux-6.1']) {
      writeFileSync(join(folder, name), name);
    }
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('come together with the other parts of the dump, and nothing is written beside it', () => {
    const dump = linkTogether(join(folder, 'crash/vmcore.1'), join(folder, 'debug/vmlinux-6.1'));
    assert.equal(readFileSync(dump, 'utf8'), 'crash/vmcore.1');
    assert.equal(readFileSync(join(dirname(dump), 'vmcore.2'), 'utf8'), 'crash/vmcore.2');
    assert.equal(readFileSync(join(dirname(dump), 'vmlinux'), 'utf8'), 'debug/vmlinux-6.1');
    assert.deepEqual(readdirSync(join(folder, 'crash')), ['vmcore.1', 'vmcore.2', 'vmlinux']);
    rmSync(dirname(dump), { recursive: true });
  });
});
