import type { AllowedValue, Directive } from './directive';
import { everywhere, sinceRhel8 } from './directive';

const restart: readonly AllowedValue[] = [
  { name: 'reboot', meaning: 'restart the machine' },
  { name: 'halt', meaning: 'stop the machine, power on' },
  { name: 'poweroff', meaning: 'switch the machine off' },
];

export const finalActions: readonly AllowedValue[] = restart;

export const failureActions: readonly AllowedValue[] = [
  ...restart,
  { name: 'shell', meaning: 'open a shell in the capture kernel; leaving it runs the final action' },
  {
    name: 'dump_to_rootfs',
    meaning: 'mount the root file system and save the dump there, then the final action',
  },
];

export const failureActionsOfRhel6: readonly AllowedValue[] = [
  ...failureActions.slice(0, 4),
  { name: 'mount_root_run_init', meaning: 'start the system as usual and save the dump from there' },
];

/** What happens when saving fails, and at the end. */
export const actions: readonly Directive[] = [
  {
    name: 'failure_action',
    group: 'actions',
    argument: '<action>',
    summary: 'What to do when the dump cannot be saved to the target.',
    notes: [
      '`dump_to_rootfs` helps only when the target is not the root file system, and needs more reserved memory.',
      'With early kdump, anything but `poweroff` can restart a machine again and again.',
    ],
    values: failureActions,
    defaultValue: 'reboot',
    since: '2019, kexec-tools 2.0.18-2 (RHEL 8)',
    example: 'failure_action shell',
    acceptance: sinceRhel8,
  },
  {
    name: 'default',
    group: 'actions',
    argument: '<action>',
    summary: 'The old name of `failure_action`: what to do when the dump cannot be saved.',
    notes: ['RHEL 6 and 7 know only this name. Since kdump-utils it works with a warning; never use both.'],
    values: failureActions,
    defaultValue: 'reboot',
    since: '2006, kexec-tools 1.101-30',
    example: 'default shell',
    acceptance: everywhere,
    replacement: 'failure_action',
  },
  {
    name: 'final_action',
    group: 'actions',
    argument: '<action>',
    summary: 'What to do after the dump was saved, and after `shell` or `dump_to_rootfs` have ended.',
    notes: ['With early kdump set it to `poweroff`: a crash at every start would otherwise never end.'],
    values: finalActions,
    defaultValue: 'reboot',
    since: '2019, kexec-tools 2.0.18-2 (RHEL 8)',
    example: 'final_action poweroff',
    acceptance: sinceRhel8,
  },
];
