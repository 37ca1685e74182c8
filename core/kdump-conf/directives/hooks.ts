import type { Directive } from './directive';
import { everywhere, sinceEmergencyHooks } from './directive';

const oneProgram = 'The whole value is run as one program: arguments are not possible.';

/** Programs that run around the dump. */
export const hooks: readonly Directive[] = [
  {
    name: 'kdump_pre',
    group: 'hooks',
    argument: '<program>',
    summary: 'A program to run in the capture kernel before the dump is saved.',
    notes: [
      'If it ends with an error, nothing is saved and the final action follows.',
      'Executable files in /etc/kdump/pre.d run after it; their errors are only logged.',
      oneProgram,
    ],
    since: '2008, kexec-tools 1.102pre-6',
    example: 'kdump_pre /usr/local/sbin/before-dump',
    acceptance: everywhere,
  },
  {
    name: 'kdump_post',
    group: 'hooks',
    argument: '<program>',
    summary: 'A program to run after the dump was saved or saving it failed; its first argument tells which.',
    notes: [
      'The argument is the exit status of saving: 0 when the dump is whole.',
      'Executable files in /etc/kdump/post.d run before it, by name.',
      oneProgram,
    ],
    since: '2008, kexec-tools 1.102pre-6',
    example: 'kdump_post /usr/local/sbin/after-dump',
    acceptance: everywhere,
  },
  {
    name: 'kdump_emergency',
    group: 'hooks',
    argument: '<program>',
    summary: 'A program to run when the capture environment itself fails, before the failure action.',
    notes: ['Executable files in /etc/kdump/emergency.d run before it.', oneProgram],
    since: '2026, kdump-utils 1.0.60',
    example: 'kdump_emergency /usr/local/sbin/dump-failed',
    acceptance: sinceEmergencyHooks,
  },
];
