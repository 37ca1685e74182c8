import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOffset } from '../../../../core/base/address';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { openDump, openSource } from '../../../../core/dump/openDump';
import { openFile } from '../../../../core/dump/openFile';
import { FaultySource } from '../../../support/faultySource';
import { writeElf } from '../../../support/elfWriter';
import { storedRaw, writeKdump } from '../../../support/kdumpWriter';
import { patternBytes, readMemory, untouched } from '../../../support/memoryReading';

const page = 4096;

describe('openFile', () => {
  let folder: string;
  const inFolder = (name: string): string => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-open-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses what is no file, before reading', async () => {
    mkdirSync(inFolder('directory'));
    assert.throws(() => openFile(inFolder('directory')), {
      code: 'not-a-regular-file',
      message: /a directory/,
    });
    execFileSync('mkfifo', [inFolder('fifo')]);
    assert.throws(() => openFile(inFolder('fifo')), { code: 'not-a-regular-file', message: /a named pipe/ });
    assert.throws(() => openFile('/dev/zero'), { code: 'not-a-regular-file', message: /a device/ });
    const server = createServer().listen(inFolder('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    assert.throws(() => openFile(inFolder('socket')), { code: 'not-a-regular-file', message: /a socket/ });
    await new Promise((resolve) => server.close(resolve));
  });

  it('says why a path cannot be opened', () => {
    assert.throws(() => openFile(inFolder('nowhere')), { code: 'file-not-found' });
    symlinkSync('loop', inFolder('loop'));
    assert.throws(() => openFile(inFolder('loop')), { code: 'open-failed', message: /ELOOP/ });
    writeFileSync(inFolder('empty'), '');
    assert.throws(() => openFile(inFolder('empty')), { code: 'empty-file', message: /0 bytes/ });
  });

  it('advises where permission is missing, and never to become root', function () {
    const path = inFolder('secret');
    writeFileSync(path, 'x', { mode: 0 });
    const script = `
      process.setuid(65534);
      try { require(${JSON.stringify(require.resolve('../../../../core/dump/openFile'))}).openFile(${JSON.stringify(path)}); }
      catch (error) { console.log(JSON.stringify([error.code, error.nextStep])); }`;
    // Root may read everything, so the attempt is made as somebody else where this runs as root.
    if (process.getuid?.() !== 0) {
      assert.throws(() => openFile(path), { code: 'no-permission' });
      return;
    }
    execFileSync('chmod', ['755', folder]);
    const [code, nextStep] = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }),
    ) as string[];
    assert.equal(code, 'no-permission');
    assert.doesNotMatch(nextStep ?? '', /sudo/);
  });

  it('reports the end of descriptors by name', () => {
    const path = inFolder('file');
    writeFileSync(path, 'x');
    const script = `
      const { openFile } = require(${JSON.stringify(require.resolve('../../../../core/dump/openFile'))});
      try { for (;;) openFile(${JSON.stringify(path)}); } catch (error) { console.log(error.code); }`;
    const output = execFileSync('sh', ['-c', 'ulimit -n 60; exec "$0" -e "$1"', process.execPath, script], {
      encoding: 'utf8',
    });
    assert.equal(output.trim(), 'too-many-open-files');
  });

  it('finds less, not zeros, when the file shrinks while it is open', () => {
    const path = inFolder('vmcore');
    const data = patternBytes(4 * page, 1);
    writeFileSync(path, writeElf({ segments: [{ physicalAddress: 0n, data }] }));
    const image = openDump(path);
    truncateSync(path, statSync(path).size - 2 * page);
    const { bytes, gaps } = readMemory(image.memory, 0n, 4 * page);
    assert.deepEqual(gaps, [{ offset: 2 * page, sizeBytes: 2 * page, reason: 'truncated' }]);
    assert.deepEqual(bytes.subarray(0, 2 * page), data.subarray(0, 2 * page));
    assert.ok(bytes.subarray(2 * page).every((byte) => byte === untouched));
    image.close();
  });

  it('keeps reading the file it opened when another takes its name', () => {
    const path = inFolder('vmcore');
    writeFileSync(path, 'first');
    const source = openFile(path);
    rmSync(path);
    writeFileSync(path, 'other');
    appendFileSync(path, ' more');
    const bytes = Buffer.alloc(5);
    source.read(bytes, fileOffset(0)!);
    assert.equal(bytes.toString(), 'first');
    source.close();
  });
});

describe('reads that fail', () => {
  const data = patternBytes(page, 1);
  const dumps = {
    elf: writeElf({ segments: [{ physicalAddress: 0n, data }] }),
    kdump: writeKdump({ pages: new Map([[0, data]]), maxMapNr: 1, store: storedRaw }),
  };
  for (const [name, bytes] of Object.entries(dumps)) {
    it(`names file and offset for every read of ${name}, and a retry works`, () => {
      const count = readsOf(bytes);
      assert.ok(count >= 3);
      for (let nth = 1; nth <= count; nth += 1) {
        const once = new FaultySource(bytes, (read) => read === nth);
        let failures = 0;
        for (let attempt = 0; attempt < 2; attempt += 1) {
          try {
            assert.deepEqual(readMemory(openSource(once).memory, 0n, page), { bytes: data, gaps: [] });
          } catch (error) {
            failures += 1;
            assert.equal((error as { code?: string }).code, 'read-failed');
            assert.match((error as Error).message, /Reading faulty at offset \d+ failed: EIO/);
          }
        }
        assert.equal(failures, 1, `read ${nth}`);
      }
    });

    it(`fails for ever where the disk of ${name} does, without hanging`, () => {
      const source = new FaultySource(bytes, (read) => read > 2);
      assert.throws(() => readMemory(openSource(source).memory, 0n, page), { code: 'read-failed' });
      assert.throws(() => readMemory(openSource(source).memory, 0n, page), { code: 'read-failed' });
    });
  }

  function readsOf(bytes: Uint8Array): number {
    const source = new FaultySource(bytes);
    readMemory(openSource(source).memory, 0n, page);
    return source.reads;
  }
});

describe('openDump of what is no dump', () => {
  it('closes the file it refuses', () => {
    const source = new BytesSource(Buffer.from('hello, this is a text'), 'file');
    assert.throws(() => openSource(source), { code: 'not-a-dump', message: /a text file/ });
  });
});
