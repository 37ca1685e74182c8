import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationSource, neverCancelled } from '../../../../../core/base/cancellation';
import { VmcoreError } from '../../../../../core/base/errors';
import { TypeCache } from '../../../../../core/engines/gdb/typeCache';
import {
  fetchTypesByGdb,
  typesByGdb,
  type GdbRun,
  type TypeRequest,
} from '../../../../../core/engines/gdb/typesByGdb';

/** What was killed may not have been waited for yet. */
function hasEnded(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return !existsSync(path) || /\) [ZX] /.test(readFileSync(path, 'utf8'));
}

describe('types by gdb', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-types-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Something to run in place of gdb. */
  function program(script: string): string {
    const path = join(folder, 'gdb');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o700);
    return path;
  }

  function ask(script: string, requests: readonly TypeRequest[] = [], timeoutMs = 20_000): Uint8Array {
    const vmlinuxPath = join(folder, 'a vmlinux; "quoted"');
    return typesByGdb(requests, { vmlinuxPath, cacheFolder: folder, program: program(script), timeoutMs });
  }

  const codeOf = (run: () => unknown): string | undefined => {
    try {
      run();
      return undefined;
    } catch (error) {
      return error instanceof VmcoreError ? error.code : String(error);
    }
  };

  it('are what gdb writes, started without settings, in an empty folder of its own', () => {
    const seen = join(folder, 'seen');
    const requests: readonly TypeRequest[] = [
      { kind: 'struct', name: 'task_struct' },
      { kind: 'enum', name: 'x\nvariable y' },
      { kind: 'function', name: 'panic' },
    ];
    const bytes = ask(
      `{ echo "$@"; ls; cat requests.txt; pwd; echo "$HOME"; } > ${seen}; printf abc > types.btf`,
      requests,
    );
    assert.equal(Buffer.from(bytes).toString(), 'abc');
    const [args = '', ...lines] = readFileSync(seen, 'utf8').trimEnd().split('\n');
    assert.match(args, /^-nx -batch -iex set auto-load off .*-x script\.py vmlinux$/);
    const [workingFolder, home] = lines.slice(-2);
    assert.deepEqual(lines.slice(0, -2), [
      ...['requests.txt', 'script.py', 'vmlinux'],
      ...['struct task_struct', 'function panic'],
    ]);
    assert.equal(workingFolder, home);
    assert.equal(existsSync(home ?? ''), false);
  });

  it('fail with the reason when gdb is missing, fails, or does not end', () => {
    const missing = { vmlinuxPath: 'vmlinux', cacheFolder: folder, program: join(folder, 'nothing') };
    assert.equal(
      codeOf(() => typesByGdb([], missing)),
      'engine-missing',
    );
    assert.throws(() => ask('echo no python here >&2; exit 3'), /exit code 3.*no python here/);
    assert.equal(
      codeOf(() => ask('exec sleep 100', [], 200)),
      'engine-too-slow',
    );
  });

  it('can be waited for beside other work, and are given up with gdb and all that it started', async () => {
    const run = (script: string): GdbRun => ({
      ...{ vmlinuxPath: 'vmlinux', cacheFolder: folder, program: program(script) },
      timeoutMs: 20_000,
    });
    const bytes = await fetchTypesByGdb([], run('printf abc > types.btf'), neverCancelled);
    assert.equal(Buffer.from(bytes).toString(), 'abc');
    await assert.rejects(
      fetchTypesByGdb([], run('echo no python here >&2; exit 3'), neverCancelled),
      /no python here/,
    );
    await assert.rejects(fetchTypesByGdb([], { ...run('exec sleep 100'), timeoutMs: 200 }, neverCancelled), {
      code: 'engine-too-slow',
    });
    const missing = { ...run(''), program: join(folder, 'nothing') };
    await assert.rejects(fetchTypesByGdb([], missing, neverCancelled), { code: 'engine-missing' });
    const source = new CancellationSource();
    const pidPath = join(folder, 'pid');
    const fetched = fetchTypesByGdb(
      [],
      run(`sleep 100 & echo $! > ${pidPath}; mv ${pidPath} ${pidPath}s; wait`),
      source,
    );
    const rejected = assert.rejects(fetched, { code: 'cancelled' });
    while (!existsSync(`${pidPath}s`)) await new Promise((resolve) => setImmediate(resolve));
    source.cancel();
    await rejected;
    assert.ok(hasEnded(Number(readFileSync(`${pidPath}s`, 'utf8'))));
  });

  it('are kept for the next time, by build and recipe', () => {
    const cache = new TypeCache(folder, 'abcdef');
    assert.equal(cache.read('recipe'), undefined);
    cache.write('recipe', Buffer.from('types'));
    assert.equal(Buffer.from(cache.read('recipe') ?? []).toString(), 'types');
    assert.equal(cache.read('another recipe'), undefined);
    assert.equal(new TypeCache(folder, '012345').read('recipe'), undefined);
    assert.equal(readdirSync(join(folder, 'types/abcdef')).length, 1);
    new TypeCache(join(folder, 'gdb', 'no folder'), 'abcdef').write('recipe', Buffer.from('types'));
  });
});
