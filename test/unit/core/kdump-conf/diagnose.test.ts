import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiagnoseOptions, Diagnostic } from '../../../../core/kdump-conf/diagnose';
import { diagnose } from '../../../../core/kdump-conf/diagnose';
import { applyFix } from '../../../../core/kdump-conf/applyFix';
import { findTarget, head, targets } from '../../../../core/kdump-conf/target';
import { sample } from './fixtures';
import { confText } from './confText';

function check(text: string, target = 'head', options: DiagnoseOptions = {}): Diagnostic[] {
  return diagnose(text, findTarget(target) ?? head, options);
}

const codes = (found: readonly Diagnostic[]): string[] =>
  found.map(({ severity, code }) => `${severity} ${code}`);

/** Applies the first fix of the first finding until none is left. */
function mend(text: string, target = 'head'): string {
  const fix = check(text, target)[0]?.fixes[0];
  return fix === undefined ? text : mend(applyFix(text, fix), target);
}

describe('diagnose', () => {
  it('finds no error in the files of packages, each in its own release', () => {
    const own = {
      'rhel60-stock.conf': 'el6',
      'centos_local.conf': 'el6',
      'el7-33.conf': 'el7',
      'f28-stock.conf': 'el8',
      'openeuler.conf': 'openeuler',
      'augeas-root.conf': 'head',
      'kdump-utils-head-x86_64.conf': 'head',
      'ocp-kdump-ssh.conf': 'el8',
      'mios.conf': 'head',
      'aalto.conf.j2': 'el7',
      'lsr-kdump-tools.j2': 'head',
      'steamos-NOT-kdump.conf': 'head',
    };
    for (const [name, target] of Object.entries(own)) {
      const errors = check(sample(name), target).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], name);
    }
  });

  it('finds the shell prompt that was copied into a file', () => {
    const [found] = check(sample('ocp-shell-prompt.conf'), 'el8');
    assert.equal(found?.code, 'unknown-directive');
    assert.equal(found.range.start.line, 185);
  });

  it('names what invented directives were meant to be', () => {
    const meant = (line: string): string | undefined => check(`${line}\n`)[0]?.reason;
    assert.match(meant('reboot on') ?? '', /final_action reboot/);
    assert.match(meant('default_action halt') ?? '', /failure_action/);
    assert.match(meant('pre_dump /x') ?? '', /kdump_pre/);
    assert.match(meant('compress lzo') ?? '', /makedumpfile -l/);
    assert.match(meant('core_colector makedumpfile') ?? '', /Did you mean 'core_collector'/);
    assert.match(meant('keep_old_dumps 3') ?? '', /SUSE/);
  });

  it('says one thing once', () => {
    const twice = 'failure_action halt\nfailure_action halt\n';
    assert.deepEqual(codes(check(twice, 'el8')), ['error duplicate-directive']);
  });

  it('points at the place, in UTF-16 columns', () => {
    const [found] = check('core_collector makedumpfile -l -d 32 # 😀\n');
    assert.equal(found?.code, 'makedumpfile-parameters');
    assert.deepEqual(found.range, { start: { line: 0, character: 34 }, end: { line: 0, character: 36 } });
  });

  it('warns of what only a crash would show', () => {
    assert.deepEqual(codes(check('path crash\n')), ['warning relative-path']);
    assert.deepEqual(codes(check('core_collector makedumpfile -l -d 0x1f\n')), [
      'warning dump-level-not-a-number',
    ]);
    assert.deepEqual(codes(check('core_collector makedumpfile -l -d dump_level=31\n')), [
      'warning dump-level-not-a-number',
    ]);
    assert.deepEqual(codes(check('ssh a@b.c\ncore_collector makedumpfile -Fl\n')), [
      'warning clustered-flat-format',
    ]);
    assert.deepEqual(codes(check('core_collector makedumpfile -c -l\n')), ['warning compression-twice']);
    assert.deepEqual(codes(check('auto_reset_crashkernel off\n')), ['warning not-yes-or-no']);
    assert.deepEqual(codes(check('path "/x"\n', 'el8')), ['warning quotes-kept']);
    assert.deepEqual(codes(check('dracut_args --add "a#b"\n')), ['warning comment-in-value']);
    assert.deepEqual(codes(check('dracut_args --add "a b\n')), ['warning unbalanced-quotes']);
    assert.deepEqual(codes(check('kdump_post /bin/x --now\n')), ['warning hook-arguments']);
    assert.deepEqual(codes(check('path /x', 'el6')), ['warning line-not-read']);
    assert.deepEqual(codes(check('path /x\r\n')), ['warning carriage-return']);
    assert.deepEqual(codes(check('path /x\r\n', 'el9')), []);
  });

  it('keeps the worst where no more are wanted', () => {
    const text = 'path crash\n'.concat('bogus x\n'.repeat(5), 'kdump_pre hook\n');
    assert.equal(check(text).length, 7);
    const found = check(text, 'head', { most: 3 });
    assert.deepEqual(
      found.map(({ range, severity }) => `${range.start.line} ${severity}`),
      ['1 error', '2 error', '3 error'],
    );
  });

  it('uses facts of the machine, and is silent without them', () => {
    const text = 'xfs /dev/sdb1\nkdump_pre /sbin/hook\nfailure_action reboot\n';
    assert.deepEqual(codes(check(text)), []);
    const gibibyte = 2 ** 30;
    const facts = {
      files: { '/sbin/hook': { kind: 'file' as const, executable: false } },
      blockDevices: [{ path: '/dev/sdb1', fileSystem: 'ext4', freeBytes: gibibyte }],
      memoryBytes: 8 * gibibyte,
      kernelCommandLine: 'root=/dev/sda1 rd.earlykdump quiet',
    };
    assert.deepEqual(codes(check(text, 'head', { facts })).sort(), [
      'warning crash-loop',
      'warning hook-not-executable',
      'warning target-file-system',
      'warning target-too-small',
    ]);
  });

  it('lets settings change the weight of a rule or switch it off', () => {
    assert.deepEqual(codes(check('path crash\n', 'head', { rules: { 'relative-path': 'error' } })), [
      'error relative-path',
    ]);
    assert.deepEqual(check('bogus x\n', 'head', { rules: { 'unknown-directive': 'off' } }), []);
  });

  it('mends by its quick fixes', () => {
    assert.equal(
      mend('net a@b.c\ncore_collector makedumpfile -l -d 31\n'),
      'ssh a@b.c\ncore_collector makedumpfile -F -l -d 31\n',
    );
    assert.equal(mend('net srv:/export\ndefault shell\n'), 'nfs srv:/export\nfailure_action shell\n');
    assert.equal(mend('path /a\r\nfailure_action shell\r\n'), 'path /a\nfailure_action shell\n');
    assert.equal(mend('ext4 /dev/a\nxfs /dev/b'), 'ext4 /dev/a');
    assert.equal(mend('  path /x\n', 'el7'), 'path /x\n');
    assert.equal(mend('failure_action rebot\n'), 'failure_action reboot\n');
    assert.equal(mend('core_collector makedumpfile -F -l\n'), 'core_collector makedumpfile -l\n');
    assert.equal(mend('\ufeffpath /x\n'), 'path /x\n');
    assert.equal(mend('\ufeff# comment\n'), '# comment\n');
    assert.equal(mend('failure_actoin shell\n', 'el7'), 'default shell\n');
    assert.equal(mend('kdump_pre bin/x\nextra_bins scp\n'), 'kdump_pre /bin/x\nextra_bins /usr/bin/scp\n');
    assert.equal(
      mend('core_collector makedumpfile -l --mesage-level 7\n'),
      'core_collector makedumpfile -l --message-level 7\n',
    );
    assert.equal(mend('path=/var/crash\n'), 'path /var/crash\n');
    assert.equal(mend('default: shell\n', 'el8'), 'default shell\n');
    assert.equal(mend('ssh kdump@Store.Example.com now\n'), 'ssh kdump@store.example.com\n');
    assert.equal(mend('ssh kdump@127.1\n'), 'ssh kdump@127.0.0.1\n');
    assert.equal(mend('core_collector makedumpfile -l -d 32\n'), 'core_collector makedumpfile -l -d 31\n');
    assert.equal(mend('core_collector makedumpfile -l -q\n'), 'core_collector makedumpfile -l\n');
    assert.equal(mend('core_collector makedumpfile -c -l\n'), 'core_collector makedumpfile -l\n');
    assert.equal(mend('core_collector makedumpfile -l --dry-run\n'), 'core_collector makedumpfile -l\n');
    assert.equal(mend('core_collector makedumpfile\t-l\n'), 'core_collector makedumpfile -l\n');
    assert.equal(
      mend('dracut_args --mount "/a /b xfs" --mount "/c /d xfs"\n'),
      'dracut_args --mount "/a /b xfs"\n',
    );
    assert.equal(mend('dracut_args --add "a b\n'), 'dracut_args --add "a b"\n');
    assert.equal(mend('kdump_post /bin/x --now\n'), 'kdump_post /bin/x\n');
    assert.equal(mend('path /x#why\n'), 'path /x #why\n');
    assert.equal(mend('sshkey /root/key\npath /x\n'), 'path /x\n');
    assert.equal(mend('force_rebuild 1\nforce_no_rebuild 1\n'), 'force_no_rebuild 1\n');
    assert.equal(mend('blacklist /lib/gfs2.ko\n', 'el6'), 'blacklist gfs2\n');
    assert.equal(mend('debug_mem_level 9\n', 'el6'), 'debug_mem_level 0\n');
    assert.equal(
      mend('raw /dev/a\ncore_collector cp\n'),
      'raw /dev/a\ncore_collector makedumpfile -F -l --message-level 7 -d 31\n',
    );
  });

  it('proposes nothing that the release does not take', () => {
    const [found] = check('reboot on\n', 'el6');
    assert.match(found?.reason ?? '', /Did you mean 'final_action'\? Only other releases/);
    assert.deepEqual(
      found?.fixes.map(({ title }) => title),
      ['Make this line a comment', 'Remove this line'],
    );
  });

  it('warns of bytes that were not UTF-8 where a release stumbles over them', () => {
    const text = '# caf\ufffd\npath /x\n';
    assert.deepEqual(codes(check(text, 'el9')), ['warning not-utf8']);
    assert.deepEqual(codes(check(text, 'head')), ['warning not-utf8']);
    assert.deepEqual(codes(check(text, 'el8')), []);
  });

  it('takes this machine out of the nodes of the cluster', () => {
    const facts = { hostName: 'node1', addresses: ['192.0.2.10'] };
    const mended = (text: string): string => {
      const fix = check(text, 'head', { facts })[0]?.fixes[0];
      return fix === undefined ? text : applyFix(text, fix);
    };
    assert.equal(mended('fence_kdump_nodes node2 node1\n'), 'fence_kdump_nodes node2\n');
    assert.equal(mended('fence_kdump_nodes 192.0.2.10 node2\n'), 'fence_kdump_nodes node2\n');
    assert.equal(mended('fence_kdump_nodes node1\npath /x\n'), 'path /x\n');
  });

  it('never throws, and every range lies in the text', () => {
    fc.assert(
      fc.property(confText, fc.constantFrom(...targets), (text, target) => {
        const lengths = text.split('\n').map((line) => line.length);
        for (const { range, fixes } of diagnose(text, target)) {
          assert.ok(range.end.character <= (lengths[range.end.line] ?? -1));
          for (const fix of fixes) assert.notEqual(applyFix(text, fix), text, fix.title);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
