import type { VirtualAddress } from '../../base/address';
import { errorData } from '../../base/errors';
import type { Problem } from '../../base/problem';
import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import type { Task } from '../tasks/task';
import { readPath } from './pathName';

/** What a file descriptor of a task stands for. */
export interface OpenFile {
  readonly descriptor: number;
  /** Of its struct file. */
  readonly address: VirtualAddress;
  readonly kind: FileKind | undefined;
  /** As /proc/PID/fd shows it: a path, or `pipe:[1234]`. */
  readonly path: string | undefined;
  /** How far reading or writing has come, in bytes. */
  readonly position: number | undefined;
  /** O_ flags of include/uapi/asm-generic/fcntl.h. */
  readonly flags: number | undefined;
}

/** Of an inode; most of those that have no path are of no kind. */
export type FileKind =
  'file' | 'directory' | 'character device' | 'block device' | 'pipe' | 'symbolic link' | 'socket';

/** What a task has open, and where it stands. */
export interface TaskFiles {
  readonly root: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly files: readonly OpenFile[];
  /** Why that may not be all. */
  readonly problems: readonly Problem[];
}

/** More than sysctl fs.nr_open lets anybody have by default. */
const maxDescriptors = 1 << 20;
/** In a row: a table whose size is damaged goes on into other memory. */
const maxUnreadable = 64;

/** What can be read of it: kernel threads have nothing, and a task that ends gives up what it had. */
export function readTaskFiles({ object }: Pick<Task, 'object'>): TaskFiles {
  const place = ifKnown(() => object.member('fs').target);
  const { files, problems } = readDescriptors(object);
  return {
    root: place && ifKnown(() => readPath(place.member('root'))),
    workingDirectory: place && ifKnown(() => readPath(place.member('pwd'))),
    files,
    problems,
  };
}

/** struct fdtable of include/linux/fdtable.h. */
function readDescriptors(task: TypedObject): Pick<TaskFiles, 'files' | 'problems'> {
  const files: OpenFile[] = [];
  try {
    const holder = task.member('files').target;
    if (holder.address === 0n) return { files, problems: [] };
    const table = holder.member('fdt').target;
    const first = table.member('fd').target;
    const count = Math.min(table.member('max_fds').number, maxDescriptors);
    let unreadable = 0;
    for (let descriptor = 0; descriptor < count && unreadable < maxUnreadable; descriptor++) {
      const file = first.plus(descriptor).target;
      if (file.address === 0n) continue;
      const read = readFile(descriptor, file);
      unreadable = read.flags === undefined ? unreadable + 1 : 0;
      files.push(read);
    }
    return {
      files,
      problems: unreadable < maxUnreadable ? [] : [incomplete(files, 'nothing that follows is a file')],
    };
  } catch (error) {
    return { files, problems: [incomplete(files, errorData(error).message.replace(/\.$/, ''))] };
  }
}

function incomplete(files: readonly OpenFile[], reason: string): Problem {
  return {
    code: 'files-incomplete',
    message: `The table of open files is incomplete: after ${files.length} descriptors, ${reason}.`,
  };
}

function readFile(descriptor: number, file: TypedObject): OpenFile {
  const mode = ifKnown(() => file.member('f_inode').target.member('i_mode').number);
  return {
    descriptor,
    address: file.address,
    kind: mode === undefined ? undefined : fileKinds[mode >>> 12],
    path: ifKnown(() => nameOf(file)),
    position: ifKnown(() => file.member('f_pos').number),
    flags: ifKnown(() => file.member('f_flags').number),
  };
}

/** S_IFMT of include/uapi/linux/stat.h, by its four bits. */
const fileKinds: Readonly<Record<number, FileKind>> = {
  1: 'pipe',
  2: 'character device',
  4: 'directory',
  6: 'block device',
  8: 'file',
  10: 'symbolic link',
  12: 'socket',
};

/** Files of these are on no directory; the kernel names them by their inodes (d_dname of fs/pipe.c, net/socket.c). */
const namedByInode: Readonly<Record<string, string>> = { pipefs: 'pipe', sockfs: 'socket' };

function nameOf(file: TypedObject): string {
  const inode = file.member('f_inode').target;
  const fileSystem = inode.member('i_sb').target.member('s_type').target.member('name').text;
  const kind = namedByInode[fileSystem];
  if (kind !== undefined) return `${kind}:[${inode.member('i_ino').value}]`;
  if (fileSystem !== 'anon_inodefs') return readPath(file.member('f_path'));
  const dentry = file.member('f_path').member('dentry').target;
  return `anon_inode:${dentry.member('d_name').member('name').text}`;
}
