import fc from 'fast-check';
import { sample } from './fixtures';

/** Text in which the characters and words that matter are frequent. */
const randomText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        ' ',
        '\t',
        '#',
        '"',
        "'",
        '\\',
        '\0',
        '\ufeff',
        '\ud800',
        '\u2003',
        '=',
        ',',
      ),
      fc.constantFrom('-F', '-d 31', '--mount ', 'LABEL=', '@', '/var/crash', 'reboot', '1', '{{', '$(', '-'),
      fc.constantFrom(
        'path',
        'ssh',
        'xfs',
        'default',
        'failure_action',
        'dracut_args',
        'raw',
        'force_rebuild',
      ),
      fc.constantFrom(
        'core_collector makedumpfile ',
        'fence_kdump_nodes ',
        'sshkey',
        'net',
        'auto_reset_crashkernel',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

const names = [
  'emb-two-collectors.conf',
  'ocp-kdump-ssh.conf',
  'mios.conf',
  'aalto.conf.j2',
  'steamos-NOT-kdump.conf',
];

/** A real file with a stretch of it replaced. */
const mutatedFile = fc
  .record({ name: fc.constantFrom(...names), at: fc.nat(2000), length: fc.nat(30), text: randomText })
  .map(({ name, at, length, text }) => {
    const whole = sample(name);
    return whole.slice(0, at) + text + whole.slice(at + length);
  });

export const confText = fc.oneof({ arbitrary: randomText, weight: 3 }, { arbitrary: mutatedFile, weight: 1 });
