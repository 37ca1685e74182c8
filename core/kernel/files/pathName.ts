import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';

/** PATH_MAX of 4096 bytes holds few more, and nobody has so many. */
const maxComponents = 1024;

/** Names from the root of its mounted file system down to a dentry, as `/a/b`; `/` for that root itself. */
export function pathBelow(root: bigint, dentry: TypedObject): string {
  const names: string[] = [];
  const seen = new Set<bigint>();
  for (let at = dentry; at.address !== root && names.length < maxComponents;) {
    const parent = at.member('d_parent').target;
    // The root of the file system is its own parent; a damaged one may lead in a larger circle.
    if (parent.address === at.address || seen.has(at.address)) break;
    seen.add(at.address);
    names.push(at.member('d_name').member('name').text);
    at = parent;
  }
  return `/${names.reverse().join('/')}`;
}

/** The whole path of a `struct path`: through every mount that it lies below. */
export function readPath(path: TypedObject): string {
  let mount = mountOf(path.member('mnt').target);
  let dentry = path.member('dentry').target;
  let name = '';
  for (const seen = new Set<bigint>(); !seen.has(mount.address) && seen.size < maxComponents;) {
    seen.add(mount.address);
    name = pathJoined(pathBelow(mount.member('mnt').member('mnt_root').pointer, dentry), name);
    dentry = mount.member('mnt_mountpoint').target;
    mount = mount.member('mnt_parent').target;
  }
  return isDeleted(path.member('dentry').target) ? `${name} (deleted)` : name;
}

export function pathJoined(above: string, below: string): string {
  if (below === '' || below === '/') return above;
  return above === '/' ? below : `${above}${below}`;
}

/** The struct mount around a vfsmount (fs/mount.h, since 3.3). */
export function mountOf(vfsmount: TypedObject): TypedObject {
  const { address } = vfsmount.as('mount').member('mnt');
  return vfsmount.as('mount').movedTo(vfsmount.address - (address - vfsmount.address));
}

/** d_unlinked(): on no hash list any more, and no root. */
function isDeleted(dentry: TypedObject): boolean {
  return (
    ifKnown(
      () =>
        dentry.member('d_hash').member('pprev').pointer === 0n &&
        dentry.member('d_parent').pointer !== dentry.address,
    ) ?? false
  );
}
