import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a dump and a vmlinux side by side, where a vmlinux is looked for, without writing beside the dump: as links in
 * a temporary folder, together with the dump's neighbours, among which may be the other parts of a split dump.
 * @param {string} dump
 * @param {string} vmlinux
 * @returns {string} the dump's path there
 */
export function linkTogether(dump, vmlinux) {
  const folder = mkdtempSync(join(tmpdir(), 'vmcore-start-'));
  const neighbours = readdirSync(dirname(dump)).filter(
    (name) => name !== 'vmlinux' || name === basename(dump),
  );
  for (const name of neighbours) symlinkSync(join(dirname(dump), name), join(folder, name));
  symlinkSync(vmlinux, join(folder, 'vmlinux'));
  return join(folder, basename(dump));
}
