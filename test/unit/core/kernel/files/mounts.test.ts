import assert from 'node:assert/strict';
import { readMounts } from '../../../../../core/kernel/files/mounts';
import { readTaskFiles } from '../../../../../core/kernel/files/openFiles';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes } from '../../../../support/structTypes';

const types = {
  qstr: { name: 'char*' },
  dentry: { d_hash: 'hlist_node', d_parent: 'dentry*', d_name: 'qstr', d_inode: 'inode*' },
  file_system_type: { name: 'char*' },
  super_block: { s_flags: 'u64', s_type: 'file_system_type*' },
  vfsmount: { mnt_root: 'dentry*', mnt_sb: 'super_block*', mnt_flags: 'u32' },
  mount: {
    mnt_parent: 'mount*',
    mnt_mountpoint: 'dentry*',
    mnt: 'vfsmount',
    mnt_mounts: 'list_head',
    mnt_child: 'list_head',
    mnt_devname: 'char*',
  },
  mnt_namespace: { root: 'mount*' },
  nsproxy: { mnt_ns: 'mnt_namespace*' },
  path: { mnt: 'vfsmount*', dentry: 'dentry*' },
  fs_struct: { root: 'path', pwd: 'path' },
  inode: { i_mode: 'u16', i_ino: 'u64', i_sb: 'super_block*' },
  file: { f_inode: 'inode*', f_path: 'path', f_pos: 'u64', f_flags: 'u32' },
  fdtable: { max_fds: 'u32', fd: 'file**' },
  files_struct: { fdt: 'fdtable*' },
  task_struct: { nsproxy: 'nsproxy*', fs: 'fs_struct*', files: 'files_struct*' },
  pid_namespace: { child_reaper: 'task_struct*' },
};

class FakeFiles extends FakeObjects {
  readonly init: bigint;

  constructor() {
    super(structTypes(types));
    this.init = this.allocate('task_struct');
    const pids = this.allocate('pid_namespace');
    this.set('pid_namespace', pids, { child_reaper: this.init });
    this.symbols.set('init_pid_ns', pids);
  }

  text(value: string): bigint {
    const address = this.allocate('path');
    this.memory.write(BigInt.asUintN(32, address), Buffer.from(`${value}\0`, 'latin1'));
    return address;
  }

  dentry(name: string, parent?: bigint): bigint {
    const address = this.allocate('dentry');
    const hash = { 'd_hash.pprev': 1n };
    this.set('dentry', address, { d_parent: parent ?? address, 'd_name.name': this.text(name), ...hash });
    return address;
  }

  superBlock(type: string, flags = 0n): bigint {
    const fileSystem = this.allocate('file_system_type');
    this.set('file_system_type', fileSystem, { name: this.text(type) });
    const address = this.allocate('super_block');
    this.set('super_block', address, { s_type: fileSystem, s_flags: flags });
    return address;
  }

  /** @param on the parent and the dentry in it */
  mount(
    type: string,
    root: bigint,
    on?: { readonly parent: bigint; readonly at: bigint },
    flags = 0n,
  ): bigint {
    const address = this.allocate('mount');
    this.set('mount', address, {
      mnt_parent: on?.parent ?? address,
      mnt_mountpoint: on?.at ?? root,
      'mnt.mnt_root': root,
      'mnt.mnt_sb': this.superBlock(type, flags),
      mnt_devname: this.text(`${type}-device`),
    });
    this.link([this.addressOf('mount', address, 'mnt_mounts')]);
    return address;
  }

  children(parent: bigint, ...children: readonly bigint[]): void {
    this.link([
      this.addressOf('mount', parent, 'mnt_mounts'),
      ...children.map((child) => this.addressOf('mount', child, 'mnt_child')),
    ]);
  }

  setRoot(root: bigint): void {
    const namespace = this.allocate('mnt_namespace');
    this.set('mnt_namespace', namespace, { root });
    const proxy = this.allocate('nsproxy');
    this.set('nsproxy', proxy, { mnt_ns: namespace });
    this.set('task_struct', this.init, { nsproxy: proxy });
  }
}

/** `/`, `/srv` with `/srv/data/deep` on it, mounted read-only. */
function world(): {
  readonly kernel: FakeFiles;
  readonly root: bigint;
  readonly srv: bigint;
  readonly deep: bigint;
} {
  const kernel = new FakeFiles();
  const rootDentry = kernel.dentry('/');
  const root = kernel.mount('ext4', rootDentry);
  const srvRoot = kernel.dentry('/');
  const srv = kernel.mount('xfs', srvRoot, { parent: root, at: kernel.dentry('srv', rootDentry) });
  const at = kernel.dentry('deep', kernel.dentry('data', srvRoot));
  const deep = kernel.mount('nfs', kernel.dentry('/'), { parent: srv, at }, 1n);
  kernel.children(root, srv);
  kernel.children(srv, deep);
  kernel.setRoot(root);
  return { kernel, root, srv, deep };
}

describe('mounted file systems', () => {
  it('are told with their directories, from the root down', () => {
    const { entries, problems } = readMounts(world().kernel.objects);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map(({ type, device, directory, readOnly }) => [type, device, directory, readOnly]),
      [
        ['ext4', 'ext4-device', '/', false],
        ['xfs', 'xfs-device', '/srv', false],
        ['nfs', 'nfs-device', '/srv/data/deep', true],
      ],
    );
  });

  it('are listed once where their lists run in circles', () => {
    const { kernel, root, srv, deep } = world();
    kernel.set('list_head', kernel.addressOf('mount', deep, 'mnt_mounts'), {
      next: kernel.addressOf('mount', srv, 'mnt_child'),
      prev: kernel.addressOf('mount', srv, 'mnt_child'),
    });
    const { entries, problems } = readMounts(kernel.objects);
    assert.deepEqual(
      entries.map(({ address }) => address),
      [root, srv, deep],
    );
    assert.ok(problems.length > 0);
  });

  it('are counted where the dump lacks them', () => {
    const { kernel, srv } = world();
    kernel.remove(kernel.objects.struct('mount', srv).member('mnt_devname').pointer);
    const { entries, problems } = readMounts(kernel.objects);
    assert.deepEqual(
      entries.map(({ directory }) => directory),
      ['/'],
    );
    assert.match(problems[0]?.message ?? '', /lacks the memory of 1 of the mounts/);
  });
});

describe('open files of a task', () => {
  it('have paths through all mounts, names of pipes, and a word for what was deleted', () => {
    const { kernel, deep, root } = world();
    const deepRoot = kernel.objects.struct('mount', deep).member('mnt').member('mnt_root').pointer;
    const vfsmount = kernel.addressOf('mount', deep, 'mnt');
    const gone = kernel.dentry('gone', deepRoot);
    kernel.set('dentry', gone, { 'd_hash.pprev': 0n });
    const file = (dentry: bigint, type: string, mode: bigint): bigint => {
      const inode = kernel.allocate('inode');
      kernel.set('inode', inode, { i_mode: mode, i_ino: 77n, i_sb: kernel.superBlock(type) });
      const address = kernel.allocate('file');
      kernel.set('file', address, {
        f_inode: inode,
        'f_path.mnt': vfsmount,
        'f_path.dentry': dentry,
        f_pos: 9n,
      });
      return address;
    };
    const files = [
      file(kernel.dentry('a', deepRoot), 'nfs', 0x81a4n),
      0n,
      file(gone, 'nfs', 0x81a4n),
      file(kernel.dentry(''), 'pipefs', 0x1180n),
      file(kernel.dentry('[eventpoll]'), 'anon_inodefs', 0x180n),
    ];
    const table = kernel.allocate('fdtable');
    const pointers = kernel.allocate('dentry');
    files.forEach((address, index) => {
      kernel.memory.write64(BigInt.asUintN(32, pointers) + BigInt(index * 8), address);
    });
    kernel.set('fdtable', table, { max_fds: BigInt(files.length), fd: pointers });
    const holder = kernel.allocate('files_struct');
    kernel.set('files_struct', holder, { fdt: table });
    const place = kernel.allocate('fs_struct');
    const rootDentry = kernel.objects.struct('mount', root).member('mnt').member('mnt_root').pointer;
    kernel.set('fs_struct', place, {
      'root.mnt': kernel.addressOf('mount', root, 'mnt'),
      'root.dentry': rootDentry,
      'pwd.mnt': vfsmount,
      'pwd.dentry': deepRoot,
    });
    kernel.set('task_struct', kernel.init, { files: holder, fs: place });
    const found = readTaskFiles({ object: kernel.objects.struct('task_struct', kernel.init) });
    assert.deepEqual([found.root, found.workingDirectory], ['/', '/srv/data/deep']);
    assert.deepEqual(
      found.files.map(({ descriptor, kind, path, position }) => [descriptor, kind, path, position]),
      [
        [0, 'file', '/srv/data/deep/a', 9],
        [2, 'file', '/srv/data/deep/gone (deleted)', 9],
        [3, 'pipe', 'pipe:[77]', 9],
        [4, undefined, 'anon_inode:[eventpoll]', 9],
      ],
    );
  });

  it('are none of a task that has given them up', () => {
    const { kernel } = world();
    const { files } = readTaskFiles({ object: kernel.objects.struct('task_struct', kernel.init) });
    assert.deepEqual(files, []);
  });
});
