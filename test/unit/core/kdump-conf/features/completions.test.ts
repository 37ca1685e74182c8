import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Completion } from '../../../../../core/kdump-conf/features/completion';
import { completions } from '../../../../../core/kdump-conf/features/completions';
import type { MachineFacts } from '../../../../../core/kdump-conf/machineFacts';
import { parse } from '../../../../../core/kdump-conf/parse';
import { findTarget, head, targets } from '../../../../../core/kdump-conf/target';
import { confText } from '../confText';

/** Completions at the `|` of the text. */
function at(marked: string, target = 'head', facts: MachineFacts = {}): Completion[] {
  const before = marked.slice(0, marked.indexOf('|'));
  const position = {
    line: before.split('\n').length - 1,
    character: before.length - before.lastIndexOf('\n') - 1,
  };
  const found = completions(parse(marked.replace('|', '')), position, findTarget(target) ?? head, facts);
  return [...found].sort((one, other) => one.order - other.order);
}

const labels = (found: readonly Completion[]): string[] => found.map(({ label }) => label);
const marks = (found: readonly Completion[]): Record<string, string | undefined> =>
  Object.fromEntries(found.map(({ label, mark }) => [label, mark]));

describe('completions', () => {
  it('propose directives, and mark those that would be wrong here', () => {
    const found = marks(at('xfs /dev/a\npath /x\n|'));
    assert.equal(found['path'], 'used');
    assert.equal(found['nfs'], 'excluded');
    assert.equal(found['net'], 'deprecated');
    assert.equal(found['nfs4'], 'unknown');
    assert.equal(found['final_action'], undefined);
    assert.equal(marks(at('|', 'el7'))['failure_action'], 'unknown');
    assert.equal(marks(at('default halt\n|'))['failure_action'], 'excluded');
  });

  it('replace the word that is being written', () => {
    const found = at('core_|').find(({ label }) => label === 'core_collector');
    assert.deepEqual(found?.range, { line: 0, start: 0, end: 5 });
    assert.equal(found.insertText, 'core_collector ');
  });

  it('propose values, with the default named', () => {
    assert.deepEqual(labels(at('failure_action |')), [
      'reboot',
      'halt',
      'poweroff',
      'shell',
      'dump_to_rootfs',
    ]);
    assert.deepEqual(labels(at('default |', 'el6')).at(-1), 'mount_root_run_init');
    assert.match(at('force_rebuild |')[0]?.detail ?? '', /default/);
  });

  it('propose where programs are, and leave the words before as they are', () => {
    assert.deepEqual(labels(at('extra_bins |')), ['/usr/bin/', '/usr/sbin/']);
    assert.deepEqual(labels(at('extra_bins /usr/bin/|')), []);
    const [second] = at('extra_bins /bin/a |');
    assert.deepEqual(second?.range, { line: 0, start: 18, end: 18 });
    const [option] = at('dracut_args --add "a" --om|');
    assert.deepEqual(option?.range, { line: 0, start: 22, end: 26 });
  });

  it('propose the devices of this machine, those that fit first', () => {
    const facts = {
      blockDevices: [
        { path: '/dev/sda1', fileSystem: 'ext4', uuid: 'aaaa', mountPoint: '/' },
        { path: '/dev/sdb1', fileSystem: 'xfs', label: 'crash' },
      ],
    };
    assert.deepEqual(labels(at('xfs |', 'head', facts)), [
      'LABEL=crash',
      '/dev/sdb1',
      'UUID=aaaa',
      '/dev/sda1',
    ]);
    assert.deepEqual(labels(at('xfs |')), ['UUID=', 'LABEL=', '/dev/disk/by-id/']);
  });

  it('propose forms of network targets as snippets', () => {
    assert.equal(at('ssh |')[0]?.insertText, '${1:kdump}@${2:server.example.com}');
    assert.equal(at('nfs |').length, 2);
  });

  it('propose files from listings that the editor has made', () => {
    const facts: MachineFacts = {
      directories: {
        '/usr/bin': [
          { name: 'lftp', kind: 'file', executable: true },
          { name: 'notes', kind: 'file', executable: false },
          { name: 'sub', kind: 'directory' },
        ],
      },
    };
    const found = at('kdump_post /usr/bin/l|', 'head', facts);
    assert.deepEqual(
      found.map(({ insertText }) => insertText),
      ['/usr/bin/lftp', '/usr/bin/sub/'],
    );
  });

  it('propose collectors, with -F where the target wants it', () => {
    assert.equal(labels(at('core_collector |'))[0], 'makedumpfile -l --message-level 7 -d 31');
    assert.equal(labels(at('ssh a@b\ncore_collector |'))[0], 'makedumpfile -F -l --message-level 7 -d 31');
  });

  it('propose options and levels of makedumpfile', () => {
    const found = marks(at('core_collector makedumpfile -l |'));
    assert.equal(found['-c'], 'excluded');
    assert.equal(found['-F'], 'excluded');
    assert.equal(found['-d'], undefined);
    assert.equal(found['--non-cyclic'], 'unknown');
    const level = at('core_collector makedumpfile -l -d |')[0];
    assert.equal(level?.label, '31');
    assert.equal(level.detail, 'leaves out zero, cache, user and free pages');
  });

  it('are silent in comments and never throw', () => {
    assert.deepEqual(at('# path |'), []);
    assert.deepEqual(at('path /x # |'), []);
    const place = fc.record({ line: fc.nat(20), character: fc.nat(40) });
    fc.assert(
      fc.property(confText, place, fc.constantFrom(...targets), (text, position, target) => {
        completions(parse(text), position, target, {});
      }),
      { numRuns: 1000 },
    );
  });
});
