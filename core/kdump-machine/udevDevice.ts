/** What udev knows of a block device. */
export interface UdevDevice {
  readonly fileSystem?: string;
  readonly label?: string;
  readonly uuid?: string;
  /** Its other names, such as /dev/disk/by-id/…, and PARTUUID=… and PARTLABEL=…. */
  readonly aliases: readonly string[];
}

/**
 * Reads one file of /run/udev/data: `S:` lines name links below /dev, `E:` lines properties (systemd's
 * src/libsystemd/sd-device/device-private.c).
 */
export function parseUdevDevice(text: string): UdevDevice {
  const links: string[] = [];
  const properties = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.startsWith('S:')) links.push(`/dev/${line.slice(2)}`);
    const property = /^E:([A-Z0-9_]+)=(.*)$/.exec(line);
    if (property) properties.set(property[1] ?? '', property[2] ?? '');
  }
  const fileSystem = properties.get('ID_FS_TYPE');
  const label = properties.get('ID_FS_LABEL');
  const uuid = properties.get('ID_FS_UUID');
  const part = (key: string, name: string): string[] => {
    const value = properties.get(key);
    return value === undefined ? [] : [`${name}=${value}`];
  };
  return {
    ...(fileSystem === undefined ? {} : { fileSystem }),
    ...(label === undefined ? {} : { label }),
    ...(uuid === undefined ? {} : { uuid }),
    aliases: [
      ...links.sort(),
      ...part('ID_PART_ENTRY_UUID', 'PARTUUID'),
      ...part('ID_PART_ENTRY_NAME', 'PARTLABEL'),
    ],
  };
}
