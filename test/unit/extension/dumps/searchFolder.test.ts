import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CancellationSource, neverCancelled } from '../../../../core/base/cancellation';
import { searchFolder } from '../../../../extension/dumps/searchFolder';

describe('searching a folder of dumps', () => {
  let folder: string;
  const put = async (path: string, sizeBytes = 1000): Promise<void> => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), Buffer.alloc(sizeBytes));
  };
  const found = async (): Promise<string[]> =>
    (await searchFolder(folder, neverCancelled)).files.map(({ path }) => relative(folder, path)).sort();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-search-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('gives every file of a dump’s size in the folders of crashes, whatever its name', async () => {
    await put('127.0.0.1-2026-01-02-03:04:05/vmcore');
    await put('127.0.0.1-2026-01-02-03:04:05/vmcore-dmesg.txt');
    await put('202601020304/anything');
    await put('small', 20);
    await put('node_modules/vmcore');
    await put('1/2/3/4/5/too-deep');
    await symlink(join(folder, '202601020304/anything'), join(folder, 'linked'));
    await symlink(join(folder, 'nowhere'), join(folder, 'broken'));
    assert.deepEqual(await found(), [
      '127.0.0.1-2026-01-02-03:04:05/vmcore',
      '202601020304/anything',
      'linked',
    ]);
  });

  it('does not follow links to folders, which could lead in circles', async () => {
    await put('a/vmcore');
    await symlink(folder, join(folder, 'a/round'));
    assert.deepEqual(await found(), ['a/vmcore']);
  });

  it('says of a folder that is not there', async () => {
    const path = join(folder, 'nowhere');
    const { files, problems } = await searchFolder(path, neverCancelled);
    assert.deepEqual(files, []);
    assert.deepEqual(problems, [{ path, kind: 'missing' }]);
  });

  it('says which folder may not be read, and searches the others', async () => {
    // Root may read everything; this process is nobody for a while, if it may become that.
    const isRoot = process.geteuid?.() === 0;
    await put('open/vmcore');
    await put('closed/vmcore');
    await chmod(folder, 0o755);
    await chmod(join(folder, 'closed'), 0o700);
    if (!isRoot) await chmod(join(folder, 'closed'), 0);
    if (isRoot) process.seteuid?.(65_534);
    try {
      const { files, problems } = await searchFolder(folder, neverCancelled);
      assert.deepEqual(
        files.map(({ path }) => path),
        [join(folder, 'open/vmcore')],
      );
      assert.deepEqual(problems, [{ path: join(folder, 'closed'), kind: 'no-permission' }]);
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(join(folder, 'closed'), 0o700);
    }
  });

  it('looks at so many files and says so', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await put(name);
    const { files, problems } = await searchFolder(folder, neverCancelled, 3);
    assert.equal(files.length, 3);
    assert.deepEqual(problems, [{ path: folder, kind: 'too-many', detail: '3' }]);
  });

  it('gives up when nobody wants the answer any more', async () => {
    await put('vmcore');
    const token = new CancellationSource();
    token.cancel();
    assert.deepEqual(await searchFolder(folder, token), { files: [], problems: [] });
  });
});
