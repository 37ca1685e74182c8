import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import { readTaskFiles, type FileKind, type OpenFile } from '../../../core/kernel/files/openFiles';
import { ifKnown } from '../../../core/types/errors';
import type { Kernel } from '../../../core/kernel/kernel';
import type { Task } from '../../../core/kernel/tasks/task';
import { TypedObject } from '../../../core/types/typedObject';
import type { NativeCommand } from '../nativeCommand';
import { taskHeading } from './taskHeading';
import { tasksOrCurrent } from './tasksNamed';

/** `files`: what tasks have open; without any named, the context. */
export const files: NativeCommand = (args, context) => {
  const { kernel } = context;
  const tasks = tasksOrCurrent(args, context);
  return tasks && filesOfTasks(kernel, tasks);
};

function* filesOfTasks(kernel: Kernel, tasks: readonly Task[]): Iterable<string> {
  for (const task of tasks) {
    const { root, workingDirectory, files: open } = readTaskFiles(task);
    yield taskHeading(task);
    yield `ROOT: ${visibleText(root ?? '??')}    CWD: ${visibleText(workingDirectory ?? '??')}\n`;
    if (open.length === 0) yield 'No open files\n';
    else yield ' FD       FILE            DENTRY           INODE       TYPE PATH\n';
    for (const file of open) yield fileLine(kernel, file);
  }
}

/** crash's four letters (filesys.c of crash 8.0). */
const kinds: Readonly<Record<FileKind, string>> = {
  file: 'REG ',
  directory: 'DIR ',
  'character device': 'CHR ',
  'block device': 'BLK ',
  pipe: 'FIFO',
  'symbolic link': 'LNK ',
  socket: 'SOCK',
};

function fileLine(kernel: Kernel, { descriptor, address, kind, path }: OpenFile): string {
  const { dentry, inode } = partsOf(kernel, address);
  const type = kind === undefined ? 'UNKN' : kinds[kind];
  const addresses = [address, dentry, inode].map((part) => (part === undefined ? '??' : formatAddress(part)));
  return `${String(descriptor).padStart(3)} ${addresses.join(' ')} ${type} ${visibleText(path ?? '??')}\n`;
}

function partsOf(kernel: Kernel, address: OpenFile['address']): { dentry?: bigint; inode?: bigint } {
  const file = ifKnown(() => TypedObject.ofStruct(kernel.objects, 'file', address));
  const dentry = file && ifKnown(() => file.member('f_path').member('dentry').value);
  const inode = file && ifKnown(() => file.member('f_inode').value);
  return { ...(dentry !== undefined && { dentry }), ...(inode !== undefined && { inode }) };
}
