import assert from 'node:assert/strict';
import { findLinks, linkAt } from '../../../../webviews/log/model/logLinks';

const texts = (line: string): string[] => findLinks(line).map(({ start, end }) => line.slice(start, end));

describe('findLinks', () => {
  it('finds code locations with their module', () => {
    const [found] = findLinks('[    1.000000]  ? nfs_wait.part.0+0x1a/0x30 [nfs]');
    assert.deepEqual(found?.link, { kind: 'symbol', text: 'nfs_wait.part.0+0x1a/0x30', module: 'nfs' });
  });

  it('finds a module that carries its build-id', () => {
    const [found] = findLinks('foo+0x1/0x2 [bar 0123abc]');
    assert.equal(found?.link.module, 'bar');
  });

  it('finds addresses of 16 digits, with 0x or without', () => {
    const line = 'RAX: ffffffffffffffda CR2: 0x0000000000000008 short: ffff';
    assert.deepEqual(texts(line), ['ffffffffffffffda', '0000000000000008']);
  });

  it('makes no link of NULL', () => {
    assert.deepEqual(texts('RBX: 0000000000000000 RCX: 0000000000000001'), ['0000000000000001']);
  });

  it('takes no piece of a longer word for an address', () => {
    assert.deepEqual(texts('id 0123456789abcdef0 x-0123456789abcdef-y 0123456789abcdeg'), []);
  });

  it('finds tasks in oopses and in reports of hung tasks', () => {
    assert.deepEqual(texts('CPU: 0 PID: 71 Comm: sh Not tainted'), ['71']);
    assert.deepEqual(texts('INFO: task kworker/0:1:23 blocked for more than 120 seconds.'), ['23']);
  });

  it('finds modules, behind their functions and where an oops lists them', () => {
    const kinds = (line: string): string[] => findLinks(line).map(({ link }) => `${link.kind} ${link.text}`);
    assert.deepEqual(kinds('nfs_wait+0x1a/0x30 [nfs]'), ['symbol nfs_wait+0x1a/0x30', 'module nfs']);
    assert.deepEqual(kinds('Modules linked in: nfs(O) qemu_fw_cfg [last unloaded: gone(O)]'), [
      'module nfs',
      'module qemu_fw_cfg',
    ]);
    assert.deepEqual(texts('Modules linked in: nfs(O) qemu_fw_cfg'), ['nfs', 'qemu_fw_cfg']);
  });

  it('makes no link of what could run something', () => {
    assert.deepEqual(
      texts('[go](command:workbench.action.quit) https://evil.example javascript:alert(1)'),
      [],
    );
  });

  it('returns quickly for a line of a megabyte', () => {
    const started = performance.now();
    findLinks('a'.repeat(1 << 20));
    findLinks('0123456789abcde '.repeat(1 << 16));
    findLinks('_+0x'.repeat(1 << 18));
    assert.ok(performance.now() - started < 1000);
  });
});

describe('linkAt', () => {
  it('gives the link under the cursor, else the first one, else none', () => {
    const line = 'a+0x1/0x2 ffffffff81000000';
    assert.equal(linkAt(line, 15)?.kind, 'address');
    assert.equal(linkAt(`x ${line}`, 0)?.text, 'a+0x1/0x2');
    assert.equal(linkAt('nothing here', 3), undefined);
  });
});
