import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../../../extension/panels/replaceFile';

describe('a file that is replaced', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-replace-'));
    path = join(folder, 'memory.bin');
    await writeFile(path, 'before');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const isWhole = async (text: string): Promise<void> => {
    assert.equal(await readFile(path, 'utf8'), text);
    assert.deepEqual(await readdir(folder), ['memory.bin']);
  };

  it('is as before until all is written', async () => {
    const written = await replaceFile(path, async (file) => {
      await file.appendFile('after');
      assert.equal(await readFile(path, 'utf8'), 'before');
      return 5;
    });
    assert.equal(written, 5);
    await isWhole('after');
  });

  it('stays as it was where nothing is to be written after all, or that fails', async () => {
    const none = await replaceFile<number>(path, async (file) => {
      await file.appendFile('half');
      return undefined;
    });
    assert.equal(none, undefined);
    await isWhole('before');
    await assert.rejects(
      replaceFile<number>(path, async (file) => {
        await file.appendFile('half');
        throw new Error('the dump host is gone');
      }),
      /gone/,
    );
    await isWhole('before');
  });
});
