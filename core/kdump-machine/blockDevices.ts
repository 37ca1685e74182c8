import { readdir, readFile, readlink, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BlockDevice } from '../kdump-conf/machineFacts';
import type { Mount } from './mounts';
import { parseMounts } from './mounts';
import { readIfThere } from './readIfThere';
import { parseUdevDevice } from './udevDevice';

const udevData = '/run/udev/data';
const mostDevices = 500;
/** The kernel counts in sectors of this size, whatever the disk's own are. */
const sectorBytes = 512;

/** The block devices that udev knows; undefined where there is no udev, as in containers. */
export async function readBlockDevices(): Promise<BlockDevice[] | undefined> {
  const known = await readIfThere(udevData, (path) => readdir(path));
  const numbers = known?.flatMap((name) => /^b(\d+:\d+)$/.exec(name)?.[1] ?? []).slice(0, mostDevices);
  if (numbers === undefined || numbers.length === 0) return undefined;
  const mounts = parseMounts((await readIfThere('/proc/self/mountinfo', readText)) ?? '');
  const devices = await Promise.all(numbers.map((number) => readBlockDevice(number, mounts)));
  return devices
    .filter((device) => device !== undefined)
    .filter(({ sizeBytes }) => sizeBytes !== 0)
    .sort((one, other) => one.path.localeCompare(other.path));
}

async function readBlockDevice(number: string, mounts: readonly Mount[]): Promise<BlockDevice | undefined> {
  const link = await readIfThere(`/sys/dev/block/${number}`, (path) => readlink(path));
  if (link === undefined) return undefined;
  // The kernel writes the slashes of a device's name as exclamation marks: cciss!c0d0.
  const path = `/dev/${basename(link).replaceAll('!', '/')}`;
  const udev = parseUdevDevice((await readIfThere(`${udevData}/b${number}`, readText)) ?? '');
  const sectors = Number(await readIfThere(`/sys/dev/block/${number}/size`, readText));
  const mount = mounts.find(
    ({ deviceNumber, source }) => deviceNumber === number || source === path || udev.aliases.includes(source),
  );
  const free = mount && (await readIfThere(mount.mountPoint, (mountPoint) => statfs(mountPoint)));
  return {
    path,
    ...udev,
    ...(Number.isFinite(sectors) ? { sizeBytes: sectors * sectorBytes } : {}),
    ...(mount && { mountPoint: mount.mountPoint }),
    ...(free && { freeBytes: free.bavail * free.bsize }),
  };
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8');
}
