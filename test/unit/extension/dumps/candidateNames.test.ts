import assert from 'node:assert/strict';
import {
  dumpNameGlob,
  dumpNames,
  excludeGlob,
  isNamedOtherwise,
} from '../../../../extension/dumps/candidateNames';
import { readManifest } from '../../../support/manifest';

/** Names of dumps use no more of globs than these. */
function matches(name: string): boolean {
  const patterns = dumpNames.map((glob) => glob.replace(/[.+^$()|]/g, '\\$&').replaceAll('*', '.*'));
  return new RegExp(`^(${patterns.join('|')})$`).test(name);
}

describe('names of files that may be dumps', () => {
  it('are all those that the editor takes by itself', () => {
    const { customEditors = [] } = readManifest().contributes as unknown as {
      readonly customEditors?: readonly {
        readonly priority: string;
        readonly selector: readonly { readonly filenamePattern: string }[];
      }[];
    };
    const taken = customEditors
      .filter(({ priority }) => priority === 'default')
      .flatMap(({ selector }) => selector.map(({ filenamePattern }) => filenamePattern));
    assert.notDeepEqual(taken, []);
    const uncovered = taken.filter((glob) => !dumpNames.includes(glob) && !glob.startsWith('dump.'));
    assert.deepEqual(uncovered, []);
  });

  it('are those that kdump, libvirt and people give them', () => {
    const names = ['vmcore', 'vmcore-incomplete', 'vmcore.flat', 'db7.kdump', 'dump.202601020304', 'core'];
    for (const name of [...names, '3-web-2026-01-02-03:04:05']) assert.ok(matches(name), name);
    for (const name of ['core-utils', 'README.md', 'dumpling']) assert.ok(!matches(name), name);
    assert.ok(dumpNameGlob.startsWith('**/{vmcore*,'));
  });

  it('are not those of what lies beside dumps, whatever they begin with', () => {
    for (const name of ['vmcore-dmesg.txt', 'core.c', '.vmcore.swp', 'vmcore.tar.GZ'])
      assert.ok(isNamedOtherwise(name), name);
    for (const name of ['vmcore', 'dump.202601020304', 'part1']) assert.ok(!isNamedOtherwise(name), name);
  });

  it('are not looked for in folders of packages, nor where the person hides files from searches', () => {
    const glob = excludeGlob({ '**/build': true, '**/kept': false, '**/*.{a,b}': true });
    assert.match(glob, /^\{\*\*\/node_modules\/\*\*,.*,\*\*\/build\}$/);
    assert.ok(!glob.includes('kept') && !glob.includes('*.{a,b}'));
  });
});
