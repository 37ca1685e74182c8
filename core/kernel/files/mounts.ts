import type { VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { initTaskNotFound } from '../errors';
import { findInitTask } from '../tasks/initTask';
import { listing, type Listing } from '../listing';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import { pathBelow, pathJoined } from './pathName';

/** A mounted file system. */
export interface Mount {
  /** Of its struct mount. */
  readonly address: VirtualAddress;
  readonly superBlock: VirtualAddress;
  /** The file system: "ext4", "proc". */
  readonly type: string;
  /** As it was named when it was mounted: "/dev/sda1", "none". */
  readonly device: string;
  readonly directory: string;
  readonly readOnly: boolean;
}

/** More than any machine has. */
const maxMounts = 1 << 20;

/**
 * The file systems mounted in the namespace of the first process, from its root down.
 * @throws VmcoreError where nothing leads to that namespace
 */
export function readMounts(objects: KernelObjects): Listing<Mount> {
  const found = new Map<bigint, Mount>();
  const problems: Problem[] = [];
  const pending: Place[] = [{ mount: findNamespace(objects).member('root').target, above: '/' }];
  for (let place = pending.pop(); place && found.size < maxMounts; place = pending.pop()) {
    const { mount, above } = place;
    if (found.has(mount.address)) continue;
    const children = walkList(mount.member('mnt_mounts'), 'mount', 'mnt_child');
    const read = listing('mounts', { ...children, entries: [mount] }, () => readMount(mount, above));
    problems.push(...read.problems);
    for (const entry of read.entries) {
      found.set(entry.address, entry);
      pending.push(...children.entries.map((child) => ({ mount: child, above: entry.directory })).reverse());
    }
  }
  return { entries: [...found.values()], problems };
}

interface Place {
  readonly mount: TypedObject;
  /** Where its parent is. */
  readonly above: string;
}

/** struct mnt_namespace of process 1; of the first task where the pid namespace is unknown. */
function findNamespace(objects: KernelObjects): TypedObject {
  const reaper = ifKnown(
    () => objects.variable('init_pid_ns', 'pid_namespace').member('child_reaper').target,
  );
  const task = reaper ?? findInitTask(objects);
  if (!task) throw initTaskNotFound();
  return task.member('nsproxy').target.member('mnt_ns').target;
}

/** SB_RDONLY and MNT_READONLY of include/linux/fs.h and mount.h. */
const superBlockReadOnly = 0x1n;
const mountReadOnly = 0x40n;

/** @param above where the mount is that this one stands on */
function readMount(mount: TypedObject, above: string): Mount {
  const vfsmount = mount.member('mnt');
  const superBlock = vfsmount.member('mnt_sb').target;
  const parentRoot = mount.member('mnt_parent').target.member('mnt').member('mnt_root').pointer;
  const isRoot = mount.member('mnt_parent').pointer === mount.address;
  const below = isRoot ? '/' : pathBelow(parentRoot, mount.member('mnt_mountpoint').target);
  return {
    address: mount.address,
    superBlock: superBlock.address,
    type: superBlock.member('s_type').target.member('name').text,
    device: mount.member('mnt_devname').text,
    directory: pathJoined(above, below),
    readOnly:
      (superBlock.member('s_flags').value & superBlockReadOnly) !== 0n ||
      (vfsmount.member('mnt_flags').value & mountReadOnly) !== 0n,
  };
}
