import type { Directive } from './directive';
import { everywhere } from './directive';

/** Where below the target, by which key, and through which program the dump is saved. */
export const saving: readonly Directive[] = [
  {
    name: 'path',
    group: 'location',
    argument: '<directory>',
    summary: 'The directory for dumps; each goes into a directory of its own, named by address and time.',
    notes: [
      'With a dump target it is looked up in that target. Without one, the file system that holds it is the target.',
      'It has to exist when the initramfs is built, and it is the whole rest of the line, blanks included.',
      'Raw targets use it only for copying the dump off the device afterwards.',
    ],
    defaultValue: '/var/crash/',
    since: '2006',
    example: 'path /var/crash',
    acceptance: everywhere,
  },
  {
    name: 'core_collector',
    group: 'collector',
    argument: '<command> <options>',
    summary:
      'The program that copies the memory, with its options; source and destination are added by kdump.',
    notes: [
      'Only the exact word `makedumpfile` is checked: with a path before it or a tab after it, mistakes show in the crash.',
      '`-F` belongs here for ssh and raw targets only.',
      'Since kdump-utils 1.0.50 `--num-threads` is added by itself unless `-F` or `-E` is given.',
    ],
    defaultValue: 'makedumpfile -l --message-level 7 -d 31',
    since: '2006, kexec-tools 1.101-51',
    example: 'core_collector makedumpfile -l --message-level 7 -d 31',
    acceptance: everywhere,
  },
  {
    name: 'sshkey',
    group: 'ssh',
    argument: '<private key>',
    summary: 'The private key for an ssh target.',
    notes: ['When the file does not exist, the default key is used instead and a warning is all you get.'],
    defaultValue: '/root/.ssh/kdump_id_rsa',
    since: '2012, kexec-tools 2.0.3-39',
    example: 'sshkey /root/.ssh/kdump_id_rsa',
    acceptance: everywhere,
  },
];
