import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listDirectory, readFileFact } from '../../../../core/kdump-machine/files';
import { readMakedumpfileVersion } from '../../../../core/kdump-machine/makedumpfileVersion';
import { parseMounts } from '../../../../core/kdump-machine/mounts';
import { packageVersions } from '../../../../core/kdump-machine/packageVersions';
import { parseRoutes } from '../../../../core/kdump-machine/routes';
import { parseUdevDevice } from '../../../../core/kdump-machine/udevDevice';

describe('facts about the machine', () => {
  it('has names, file system and partition of a device from udev', () => {
    const text = [
      'S:disk/by-uuid/0a1b-2c3d',
      'S:disk/by-id/ata-disk-part1',
      'I:123456',
      'E:ID_FS_TYPE=xfs',
      'E:ID_FS_LABEL=crashes',
      'E:ID_FS_UUID=0a1b-2c3d',
      'E:ID_PART_ENTRY_UUID=77aa',
      'G:systemd',
    ].join('\n');
    assert.deepEqual(parseUdevDevice(text), {
      fileSystem: 'xfs',
      label: 'crashes',
      uuid: '0a1b-2c3d',
      aliases: ['/dev/disk/by-id/ata-disk-part1', '/dev/disk/by-uuid/0a1b-2c3d', 'PARTUUID=77aa'],
    });
  });

  it('has mounts, with blanks in their names, and passes over other lines', () => {
    const text =
      '36 25 8:1 / /srv/my\\040dumps rw,relatime shared:1 - xfs /dev/sda1 rw\n36 25 8:1\n\nnonsense - a\n';
    assert.deepEqual(parseMounts(text), [
      { deviceNumber: '8:1', mountPoint: '/srv/my dumps', fileSystem: 'xfs', source: '/dev/sda1' },
    ]);
  });

  it('has versions of packages, with and without an epoch', () => {
    const list = [
      '[nevras]',
      '"kdump-utils-libs-9.9-1.fc42.x86_64" = {from_repo = "fedora"}',
      '"kdump-utils-1.0.54-3.fc42.x86_64" = {from_repo = "fedora"}',
      '"kexec-tools-1:2.0.30-1.fc42.x86_64" = {from_repo = "fedora"}',
    ].join('\n');
    assert.deepEqual(Object.fromEntries(packageVersions(list, ['kdump-utils', 'kexec-tools', 'other'])), {
      'kdump-utils': '1.0.54-3.fc42',
      'kexec-tools': '2.0.30-1.fc42',
    });
  });

  it('names the ways into networks, as the kernel lists them', () => {
    const text = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0   ',
      'virbr0\t006433C6\t00000000\t0001\t0\t0\t0\t00FEFFFF\t0\t0\t0',
      'lo\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0',
      '',
    ].join('\n');
    assert.deepEqual(parseRoutes(text), [
      { interfaceName: 'eth0', destination: '0.0.0.0', prefixLength: 0, metric: 100 },
      { interfaceName: 'virbr0', destination: '198.51.100.0', prefixLength: 23, metric: 0 },
    ]);
  });

  describe('from files', () => {
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'vmcore-facts-'));
      await mkdir(join(folder, 'hooks'));
      await writeFile(join(folder, 'plain'), '');
      await writeFile(join(folder, 'hook.sh'), '');
      await chmod(join(folder, 'hook.sh'), 0o755);
    });

    after(async () => {
      await rm(folder, { recursive: true });
    });

    it('tells files, programs, directories and missing ones apart', async () => {
      assert.deepEqual(await readFileFact(join(folder, 'hook.sh')), { kind: 'file', executable: true });
      assert.deepEqual(await readFileFact(join(folder, 'plain')), { kind: 'file', executable: false });
      assert.deepEqual(await readFileFact(folder), { kind: 'directory' });
      assert.deepEqual(await readFileFact(join(folder, 'none')), { kind: 'missing' });
      assert.deepEqual(await readFileFact(join(folder, 'plain', 'below')), { kind: 'missing' });
    });

    it('takes the version of makedumpfile from the program', async () => {
      const program = join(folder, 'hooks', 'makedumpfile');
      await writeFile(program, '\0ELF\0makedumpfile: version 1.7.5 (released on 30 Apr 2024)\n\0');
      const missing = join(folder, 'none');
      assert.equal(await readMakedumpfileVersion([missing, join(folder, 'plain'), program]), '1.7.5');
      assert.equal(await readMakedumpfileVersion([missing]), undefined);
    });

    it('lists a directory, and nothing of one that is missing', async () => {
      const entries = await listDirectory(folder);
      assert.deepEqual(
        entries.sort((one, other) => one.name.localeCompare(other.name)),
        [
          { name: 'hook.sh', kind: 'file', executable: true },
          { name: 'hooks', kind: 'directory' },
          { name: 'plain', kind: 'file', executable: false },
        ],
      );
      assert.deepEqual(await listDirectory(join(folder, 'none')), []);
    });
  });
});
