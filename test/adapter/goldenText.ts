import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../support/manifest';

const folder = join(projectRoot, 'test/adapter/golden');

/**
 * Compares with the file of that name. A missing file fails; `VMCORE_WRITE_GOLDEN=1` writes them, to be read before
 * they are committed.
 */
export function assertGolden(name: string, text: string): void {
  const path = join(folder, `${name}.txt`);
  if (process.env['VMCORE_WRITE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.ok(existsSync(path), `${path} is missing; run with VMCORE_WRITE_GOLDEN=1 and read what it wrote.`);
  assert.equal(text, readFileSync(path, 'utf8'));
}

/** Where a kernel lies, and how long its functions are, differ from one dump to the next. */
export function withoutPlaces(text: string): string {
  return text
    .replace(/0x[0-9a-f]{5,16}\b/g, '0x…')
    .replace(/\+0x[0-9a-f]+(\/0x[0-9a-f]+)?/g, '+0x…')
    .replace(/\b\d+\.\d+\.\d+[-+.\w]*/g, 'RELEASE');
}
