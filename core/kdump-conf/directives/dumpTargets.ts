import type { Acceptance, Directive } from './directive';
import { everywhere, onlyRhel6, sinceRhel7, sinceRhel9 } from './directive';

/** The directives that say where the dump goes. Only one of them may be given, and only once. */
function fileSystem(name: string, since: string, acceptance: Acceptance, note?: string): Directive {
  return {
    name,
    group: 'dump target',
    argument: '<device | LABEL=… | UUID=…>',
    summary: `Saves the dump on the ${name} file system of a block device, below \`path\`.`,
    notes: [
      'The device must be mounted, or have a `noauto` line in fstab; newer releases mount it themselves for the check.',
      'The directory named by `path` has to exist on that file system, and the type must be the real one.',
      ...(note === undefined ? [] : [note]),
    ],
    since,
    example: `${name} UUID=03138356-5e61-4ab3-b58e-27507ac41937`,
    acceptance,
  };
}

export const dumpTargets: readonly Directive[] = [
  {
    name: 'raw',
    group: 'dump target',
    argument: '<block device>',
    summary: 'Writes the dump straight onto a partition or logical volume, over whatever is there.',
    notes: [
      'The next start of kdump copies the dump from the device to `path` and wipes its header.',
      'makedumpfile needs `-F` here; dumps of other programs have to be taken off the device by hand.',
      'No kernel log is saved beside the dump.',
    ],
    since: '2006, RHEL 5',
    example: 'raw /dev/vg/crash',
    acceptance: everywhere,
  },
  fileSystem('ext2', '2006, RHEL 5', everywhere),
  fileSystem('ext3', '2006, RHEL 5', everywhere),
  fileSystem('ext4', '2010, kexec-tools 2.0.0-36 (RHEL 6)', everywhere),
  fileSystem('xfs', '2010, kexec-tools 2.0.0-36 (RHEL 6)', everywhere),
  fileSystem(
    'btrfs',
    '2010, kexec-tools 2.0.0-36 (RHEL 6)',
    everywhere,
    'Red Hat does not support it; subvolumes are followed since kdump-utils 1.0.59.',
  ),
  fileSystem('minix', '2008, kexec-tools 1.102pre-6', sinceRhel7),
  {
    name: 'virtiofs',
    group: 'dump target',
    argument: '<tag>',
    summary: 'Saves the dump in a directory that the host shares with this guest by virtiofs.',
    notes: ['The argument is the tag of the share, not a device below /dev.'],
    since: '2022, kexec-tools 2.0.26 (RHEL 9)',
    example: 'virtiofs crashes',
    acceptance: sinceRhel9,
  },
  {
    name: 'nfs',
    group: 'dump target',
    argument: '<host>:<export>',
    summary: 'Saves the dump on an NFS export, below `path`.',
    notes: [
      'The export must be mountable while the initramfs is built, and `path` must exist in it.',
      'An IPv6 address stands in brackets; NFSv4 exports use this directive as well.',
      'Write the full name of the server: the capture kernel may have no search domain.',
    ],
    since: '2012, kexec-tools 2.0.3-52',
    example: 'nfs storage.example.com:/export/crashes',
    acceptance: everywhere,
  },
  {
    name: 'nfs4',
    group: 'dump target',
    argument: '<host>:<export>',
    summary: 'Saves the dump on an NFSv4 export. Only RHEL 6 knows this spelling.',
    notes: ['Later releases use `nfs` for every version of NFS.'],
    since: 'RHEL 6',
    example: 'nfs4 storage.example.com:/export/crashes',
    acceptance: onlyRhel6,
    replacement: 'nfs',
  },
  {
    name: 'ssh',
    group: 'dump target',
    argument: '<user>@<host>',
    summary: 'Sends the dump to another machine through ssh, into `path` there.',
    notes: [
      '`kdumpctl propagate` makes the key and copies it over; no password can be asked for during a crash.',
      'makedumpfile needs `-F`, and the result is called vmcore.flat; `scp` copies by itself.',
      'Since kdump-utils the host must be a real name or address: aliases of ssh_config are refused.',
    ],
    since: '2012, kexec-tools 2.0.3-52',
    example: 'ssh kdump@storage.example.com',
    acceptance: everywhere,
  },
];
