/** One file of an initramfs; folders are made as needed. */
export interface ArchiveEntry {
  /** Without a leading slash. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly executable?: boolean;
}

const FOLDER_MODE = 0o040755;
const FILE_MODE = 0o100644;
const EXECUTABLE_MODE = 0o100755;

/** The "newc" format of the kernel's Documentation/driver-api/early-userspace/buffer-format.rst. */
export function cpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  const folders = new Set(entries.flatMap(({ path }) => parents(path)));
  const none = new Uint8Array();
  return Buffer.concat([
    ...[...folders].sort().map((path, index) => member(index + 1, path, FOLDER_MODE, none)),
    ...entries.map(({ path, data, executable }, index) =>
      member(folders.size + index + 1, path, executable ? EXECUTABLE_MODE : FILE_MODE, data),
    ),
    member(0, 'TRAILER!!!', 0, none),
  ]);
}

function parents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function member(inode: number, path: string, mode: number, data: Uint8Array): Buffer {
  const nameSize = Buffer.byteLength(path) + 1;
  // magic, then inode, mode, uid, gid, links, mtime, size, device and rdevice numbers, name size, checksum.
  const fields = [inode, mode, 0, 0, 1, 0, data.byteLength, 0, 0, 0, 0, nameSize, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${path}\0`;
  return Buffer.concat([padded(Buffer.from(header)), padded(data)]);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.byteLength % 4)) % 4)]);
}
