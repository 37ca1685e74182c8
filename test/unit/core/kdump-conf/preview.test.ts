import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CrashPreview } from '../../../../core/kdump-conf/preview';
import { previewCrash } from '../../../../core/kdump-conf/preview';
import { findTarget, head, targets } from '../../../../core/kdump-conf/target';
import { confText } from './confText';

const now = new Date(2026, 0, 31, 4, 5, 6);

function preview(text: string, target = 'head', memoryBytes?: number): CrashPreview {
  const networks = [{ interfaceName: 'eth0', address: '192.0.2.7', prefixLength: 24 }];
  const facts = memoryBytes === undefined ? { networks } : { networks, memoryBytes };
  return previewCrash(text, findTarget(target) ?? head, { now, facts });
}

describe('the preview of a crash', () => {
  it('names the directory with host and time', () => {
    assert.equal(preview('').destination.directory, '/var/crash/127.0.0.1-2026-01-31-04:05:06/');
    const nfs = preview('nfs srv:/export\npath //dumps/\n').destination;
    assert.equal(nfs.directory, '/dumps/192.0.2.7-2026-01-31-04:05:06/');
    assert.equal(nfs.target, 'srv:/export');
    assert.equal(preview('path /x\n', 'el6').destination.directory, '/x/127.0.0.1-2026-01-31-04:05/');
  });

  it('names the command as the capture script runs it', () => {
    assert.equal(
      preview('core_collector makedumpfile -l -d 31\n', '1.0.49').command,
      'makedumpfile -l -d 31 /proc/vmcore /var/crash/127.0.0.1-2026-01-31-04:05:06/vmcore-incomplete',
    );
    assert.match(preview('').command, /-d 31 --num-threads=\$\(nproc\) \/proc\/vmcore/);
    const ssh = preview('ssh a@b\nsshkey /k\ncore_collector makedumpfile -F -l\n');
    assert.match(
      ssh.command,
      /^makedumpfile -F -l \/proc\/vmcore \| ssh -i \/k a@b "dd bs=512 of=.*vmcore-incomplete"$/,
    );
    assert.deepEqual(ssh.destination.files[0], 'vmcore.flat');
    const copied = preview('ssh a@b\ncore_collector scp -C\n');
    assert.match(copied.command, /^scp -q -i \S+ \/proc\/vmcore a@b:.*vmcore-incomplete$/);
    assert.deepEqual(copied.destination.files[0], 'vmcore');
    const piped = preview('ssh a@b\ncore_collector cat\n');
    assert.match(piped.command, /^cat \/proc\/vmcore \| ssh /);
    assert.deepEqual(piped.destination.files[0], 'vmcore.flat');
    assert.match(
      preview('raw /dev/a\ncore_collector makedumpfile -F\n').command,
      /\| dd of=\/dev\/a bs=512$/,
    );
  });

  it('says what size to expect', () => {
    const { size } = preview('', 'head', 8 * 2 ** 30);
    assert.match(size.sentence, /leaves out zero, cache, user and free pages, and the rest is compressed/);
    assert.match(size.sentence, /worst case is 8 GiB/);
    assert.equal(size.mostBytes, 8 * 2 ** 30);
    assert.match(preview('core_collector cp\n').size.sentence, /nothing is left out/);
  });

  it('says what happens on failure and afterwards', () => {
    const given = preview('failure_action shell\nfinal_action poweroff\n');
    assert.match(given.onFailure, /open a shell/);
    assert.match(given.afterwards, /switch the machine off/);
    assert.match(preview('').onFailure, /restart the machine\. That is the default/);
    assert.equal(preview('bogus x\n').starts, false);
    assert.match(preview('default poweroff\n', 'el6').afterwards, /switch the machine off/);
    assert.match(preview('default shell\n', 'el6').afterwards, /restart the machine/);
    assert.match(preview('default poweroff\n', 'el7').afterwards, /restart the machine/);
  });

  it('is given for any text', () => {
    fc.assert(
      fc.property(confText, fc.constantFrom(...targets), (text, target) => {
        assert.equal(typeof previewCrash(text, target, { now }).command, 'string');
      }),
      { numRuns: 1000 },
    );
  });
});
