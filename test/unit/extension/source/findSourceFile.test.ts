import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findSourceFile } from '../../../../extension/source/findSourceFile';

describe('finding a source file that debuginfo names', () => {
  let root: string;
  const put = (path: string): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, '');
    return full;
  };

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'vmcore-source-')));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('takes it below a mapped folder, or below a folder of the workspace', async () => {
    const core = put('linux/kernel/sched/core.c');
    const linux = join(root, 'linux');
    const find = (name: string, sourceMap: Record<string, string>, folders: string[] = []) =>
      findSourceFile(name, { sourceMap, folders });
    assert.equal(await find('/build/linux-6.1/kernel/sched/core.c', { '/build/linux-6.1': linux }), core);
    assert.equal(await find('/build/linux-6.1/kernel/sched/core.c', { '/build/linux-6.1/': linux }), core);
    assert.equal(await find('debian/x/kernel/sched/core.c', { 'debian/x': linux }), core);
    assert.equal(await find('./kernel/sched/core.c', { '': linux }), core);
    assert.equal(await find('kernel/sched/core.c', {}, [linux]), core);
    assert.equal(await find(core, {}, [linux]), core);
    assert.equal(await find('include/trace/../../kernel/sched/core.c', {}, [linux]), core);
    assert.equal(
      await find('/build/linux-6.12/kernel/sched/core.c', { '/build/linux-6.1': linux }),
      undefined,
    );
    assert.equal(
      await find('/kernel/sched/core.c', { '': linux }),
      undefined,
      'the empty beginning is relative',
    );
    assert.equal(await find('kernel/sched/other.c', {}, [linux]), undefined);
    assert.equal(await find('kernel/sched', {}, [linux]), undefined, 'a folder is no file');
  });

  it('leads nowhere outside of these folders, by dots, links or absolute names', async () => {
    const secret = put('secret/shadow');
    put('linux/Makefile');
    const linux = join(root, 'linux');
    symlinkSync(secret, join(linux, 'link.c'));
    symlinkSync(join(root, 'secret'), join(linux, 'folder'));
    for (const name of [
      secret,
      '../secret/shadow',
      'a/../../secret/shadow',
      'link.c',
      'folder/shadow',
      '',
      '.',
    ]) {
      assert.equal(
        await findSourceFile(name, { sourceMap: { '': linux }, folders: [linux] }),
        undefined,
        name,
      );
    }
    const mapped = { sourceMap: { '/build': linux, '': 'relative' }, folders: [] };
    assert.equal(await findSourceFile('/build/../secret/shadow', mapped), undefined);
    assert.equal(await findSourceFile('x\0y', mapped), undefined);
  });
});
