import { isFileSystemTarget } from '../directives/table';
import type { Finding } from '../finding';
import { warn } from '../finding';
import { rename } from '../fixes';
import type { BlockDevice, MachineFacts } from '../machineFacts';
import { valueRange } from '../range';
import type { Entry } from '../readers/entry';
import type { Check } from '../reading';
import { findEach } from '../reading';
import { formatBytes } from '../sizes';

const mebibyte = 2 ** 20;
const tebibyte = 2 ** 40;

/** The longest file of file systems where memory may be larger; the usual block size is assumed. */
const longestFile: Readonly<Record<string, number>> = {
  minix: 256 * mebibyte,
  ext2: 2 * tebibyte,
  ext3: 2 * tebibyte,
  ext4: 16 * tebibyte,
};

/** The device that a target names by path, LABEL= or UUID=. */
export function findDevice(name: string, facts: MachineFacts): BlockDevice | undefined {
  const bare = name.replaceAll('"', '');
  const [kind, ...rest] = bare.split('=');
  const value = rest.join('=');
  return facts.blockDevices?.find((device) => {
    if (kind === 'LABEL') return device.label === value;
    if (kind === 'UUID') return device.uuid?.toLowerCase() === value.toLowerCase();
    return device.path === bare || (device.aliases?.includes(bare) ?? false);
  });
}

/** Looks at the device of a block-device target, as far as the machine's devices are known. */
export const targetDevice: Check = (reading) => {
  const { entries, facts } = reading;
  if (facts.blockDevices === undefined) return [];
  return findEach(reading, entries, (entry) => {
    const { option, value } = entry;
    if (value === '' || (option !== 'raw' && !isFileSystemTarget(option))) return undefined;
    return judgeDevice(entry, facts);
  });
};

const seeDevices =
  "'lsblk -f' lists devices with their labels and UUIDs; one that is plugged out now is not among them.";

function judgeDevice(entry: Entry, facts: MachineFacts): Finding[] {
  const range = valueRange(entry);
  const device = findDevice(entry.value, facts);
  if (device === undefined)
    return [warn('target-missing', range, `This machine has no device ${entry.value}.`, [], seeDevices)];
  const { fileSystem } = device;
  const findings: Finding[] = [];
  if (entry.option === 'raw' && fileSystem !== undefined) {
    findings.push(
      warn(
        'target-file-system',
        range,
        `${device.path} holds ${fileSystem}: a dump would overwrite it.`,
        [],
        'A raw dump begins at the first byte of the device: name one that holds nothing.',
      ),
    );
  } else if (entry.option !== 'raw' && fileSystem !== undefined && fileSystem !== entry.option) {
    const fixes = isFileSystemTarget(fileSystem) ? [rename(entry.line, fileSystem)] : [];
    findings.push(
      warn('target-file-system', range, `${device.path} holds ${fileSystem}, not ${entry.option}.`, fixes),
    );
  }
  return [...findings, ...judgeRoom(entry, device, facts)];
}

/** kdump's own rule (check_size in mkdumprd): less room than memory may be too little. */
function judgeRoom(entry: Entry, device: BlockDevice, facts: MachineFacts): Finding[] {
  const { memoryBytes } = facts;
  const room = entry.option === 'raw' ? device.sizeBytes : device.freeBytes;
  if (memoryBytes === undefined) return [];
  const range = valueRange(entry);
  const longest = longestFile[entry.option];
  if (longest !== undefined && longest < memoryBytes) {
    const message = `${entry.option} holds files up to ${formatBytes(longest)}; this machine has ${formatBytes(memoryBytes)} of memory.`;
    const reason = 'Leave pages out with -d 31 and compress, or name another file system.';
    return [warn('target-too-small', range, message, [], reason)];
  }
  if (room === undefined || room >= memoryBytes) return [];
  const message = `${device.path} has room for ${formatBytes(room)}; this machine has ${formatBytes(memoryBytes)} of memory.`;
  const reason = 'Without pages left out and without compression, a dump is as large as the memory.';
  return [warn('target-too-small', range, message, [], reason)];
}

/** Without a target the file system that holds `path` is one. */
export const defaultTargetRoom: Check = ({ entries, facts }) => {
  const path = entries.filter(({ option }) => option === 'path').at(-1);
  const named = entries.some(
    ({ option }) =>
      /^(raw|ssh|n?fs4?|nfs|net|virtiofs|dracut_args)$/.test(option) || isFileSystemTarget(option),
  );
  if (path === undefined || named) return [];
  const device = deviceOfPath(path.value, facts);
  return device === undefined ? [] : judgeRoom(path, device, facts);
};

/** The device with the longest mount point that is the path or above it. */
export function deviceOfPath(path: string, facts: MachineFacts): BlockDevice | undefined {
  const above = (mountPoint: string): boolean =>
    mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
  let best: BlockDevice | undefined;
  for (const device of facts.blockDevices ?? []) {
    if (device.mountPoint === undefined || !above(device.mountPoint)) continue;
    if (device.mountPoint.length > (best?.mountPoint?.length ?? 0)) best = device;
  }
  return best;
}
