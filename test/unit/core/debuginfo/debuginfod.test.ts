import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationSource } from '../../../../core/base/cancellation';
import { fetchDebuginfo } from '../../../../core/debuginfo/debuginfod';
import { debuginfodNotKept } from '../../../../core/debuginfo/debuginfodErrors';
import { fetchSource } from '../../../../core/debuginfo/debuginfodSource';
import type { Debuginfod } from '../../../../core/debuginfo/debuginfodDownload';
import { ByteWriter } from '../../../support/byteWriter';
import { writeElfSections } from '../../../support/elfSectionsWriter';

const wanted = '3b43fad5034874490492495d552c0af6a5fab235';
const other = '00112233445566778899aabbccddeeff00112233';

/** A file with nothing but a build-id. */
function elf(buildId: string): Uint8Array {
  const note = new ByteWriter().u32(4).u32(20).u32(3).text('GNU').raw(Buffer.from(buildId, 'hex'));
  return writeElfSections([{ name: '.note.gnu.build-id', data: note.toBytes(), type: 7 }]);
}

describe('fetching debuginfo from a debuginfod server', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let asked: string[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-test-'));
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const fetch = (more: Partial<Debuginfod> = {}, token = new CancellationSource()) =>
    fetchDebuginfo(wanted, { urls: [url], cacheFolder: folder, ...more }, { token });
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it('keeps the file like /usr/lib/debug does, for its own user, and asks once', async () => {
    answer = (_, response) => response.end(elf(wanted));
    const path = await fetch();
    assert.equal(path, join(folder, '.build-id', wanted.slice(0, 2), `${wanted.slice(2)}.debug`));
    assert.deepEqual(readFileSync(path), Buffer.from(elf(wanted)));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(await fetch(), path);
    assert.deepEqual(asked, [`/buildid/${wanted}/debuginfo`]);
  });

  it('asks anew where somebody changed what it keeps', async () => {
    answer = (_, response) => response.end(elf(wanted));
    const path = await fetch();
    rmSync(path!);
    answer = (_, response) => response.end(elf(wanted));
    assert.equal(await fetch(), path);
    assert.equal(asked.length, 2);
  });

  it('asks the next server where one has it not, and says nothing of it where none has', async () => {
    answer = ({ url: path = '' }, response) => {
      if (path.startsWith('/second/')) response.end(elf(wanted));
      else response.writeHead(404).end('not found');
    };
    assert.equal(await fetch(), undefined);
    assert.ok(await fetch({ urls: [url, `${url}/second/`] }));
    assert.equal(asked.length, 3);
  });

  it('throws away a file of another build, and names both build-ids', async () => {
    answer = (_, response) => response.end(elf(other));
    await assert.rejects(fetch(), {
      code: 'debuginfod-mismatch',
      message: new RegExp(`build-id ${other} for build-id ${wanted}`),
    });
    assert.deepEqual(files(), []);
  });

  it('does not follow where it is led', async () => {
    answer = (_, response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
    await assert.rejects(fetch(), { code: 'debuginfod-failed', message: /status 302/ });
    assert.equal(asked.length, 1);
  });

  it('stops reading where there is no end', async () => {
    answer = (_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(16 * 1024)));
      };
      response.on('drain', more);
      more();
    };
    await assert.rejects(fetch({ maxSizeBytes: 1_000_000 }), { code: 'debuginfod-too-large' });
    assert.deepEqual(files(), []);
  });

  it('gives up a server that says nothing, or breaks off', async () => {
    answer = () => undefined;
    await assert.rejects(fetch({ silenceMs: 50 }), {
      code: 'debuginfod-failed',
      message: /it said nothing for 0\.05 s/,
    });
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half', () => response.destroy());
    };
    await assert.rejects(fetch(), { code: 'debuginfod-failed' });
    assert.deepEqual(files(), []);
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    const token = new CancellationSource();
    answer = (_, response) => {
      response.write(elf(wanted), () => {
        token.cancel();
      });
    };
    await assert.rejects(fetch({}, token), { code: 'cancelled' });
    assert.deepEqual(files(), []);
  });

  it('says that the disk is full, not that a server failed, asks no other, and leaves nothing behind', async () => {
    answer = (_, response) => response.end(elf(wanted));
    const place = join(folder, '.build-id', wanted.slice(0, 2));
    mkdirSync(place, { recursive: true });
    symlinkSync('/dev/full', join(place, `${wanted.slice(2)}.debug.${process.pid}`));
    await assert.rejects(fetch({ urls: [url, `${url}/second`] }), {
      code: 'debuginfod-not-kept',
      message: `What a debuginfod server has cannot be kept in ${folder}: the disk is full.`,
      nextStep: /^Free space on it, or name another folder for caches by XDG_CACHE_HOME/,
    });
    assert.equal(asked.length, 1);
    assert.deepEqual(readdirSync(place), []);
    assert.ok(await fetch(), 'when there is space again, it is fetched');
  });

  it('says that a cache folder cannot be made or written, and why', async () => {
    answer = (_, response) => response.end(elf(wanted));
    const cacheFolder = join(folder, 'cache');
    writeFileSync(cacheFolder, '');
    await assert.rejects(fetch({ cacheFolder }), {
      code: 'debuginfod-not-kept',
      message: `What a debuginfod server has cannot be kept in ${cacheFolder}: a file is in the place of a folder.`,
    });
    const place = join(folder, '.build-id', wanted.slice(0, 2), `${wanted.slice(2)}.debug`);
    mkdirSync(join(place, 'occupied'), { recursive: true });
    await assert.rejects(fetch(), { code: 'debuginfod-not-kept', message: /EISDIR/ });
    assert.deepEqual(files(), ['cache']);
  });

  it('has words for each way in which a disk refuses', () => {
    const words = new Map([
      ['EROFS', /: the file system is read-only\.$/],
      ['EACCES', /: you may not write there\.$/],
      ['EPERM', /: you may not write there\.$/],
      ['EDQUOT', /: your quota of the disk is used up\.$/],
      ['EIO', /: EIO: i\/o error\.$/],
    ]);
    for (const [code, message] of words) {
      const cause = Object.assign(new Error(`${code}: i/o error`), { code });
      assert.match(debuginfodNotKept('/cache', cause).message, message);
    }
  });

  it('tells build-ids to nobody over a connection that others can read or change', async () => {
    for (const unfit of ['http://debuginfod.example.org/', 'ftp://127.0.0.1/', 'file:///etc', 'nonsense']) {
      await assert.rejects(fetch({ urls: [unfit] }), { code: 'debuginfod-unfit' });
    }
    assert.deepEqual(asked, []);
  });

  it('asks for sources by the path that debuginfo has, without dot segments, keeps them, and asks once', async () => {
    answer = (_, response) => response.end('int x;\n');
    const source = { urls: [`${url}/mirror`], cacheFolder: folder };
    const token = new CancellationSource();
    const file = '/usr/src/debug/build/../a b/./panic.c';
    const path = (await fetchSource({ buildId: wanted, file }, source, { token }))!;
    assert.deepEqual(asked, [`/mirror/buildid/${wanted}/source/usr/src/debug/a%20b/panic.c`]);
    assert.equal(readFileSync(path, 'utf8'), 'int x;\n');
    assert.ok(path.startsWith(join(folder, 'sources', wanted)) && path.endsWith('/panic.c'));
    assert.equal(await fetchSource({ buildId: wanted, file }, source, { token }), path);
    assert.equal(asked.length, 1);
  });

  it('asks for no source that no server can have, and writes none outside of its folder', async () => {
    const source = { urls: [url], cacheFolder: folder };
    const token = new CancellationSource();
    for (const file of ['kernel/panic.c', '', '/', '/usr/..', '/usr/src/', '/usr/src/a\0b'])
      assert.equal(await fetchSource({ buildId: wanted, file }, source, { token }), undefined, file);
    assert.equal(await fetchSource({ buildId: '../x', file: '/a.c' }, source, { token }), undefined);
    assert.deepEqual(asked, []);
  });

  it('takes nothing for a build-id that would be another path', async () => {
    const token = new CancellationSource();
    const source = { urls: [url], cacheFolder: folder };
    assert.equal(await fetchDebuginfo('../../etc', source, { token }), undefined);
    assert.ok(!existsSync(join(folder, '.build-id')));
    assert.deepEqual(asked, []);
  });
});
