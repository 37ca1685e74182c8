import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { CancellationSource } from '../../core/base/cancellation';
import { fetchSource } from '../../core/debuginfo/debuginfodSource';
import { readElfBuildId } from '../../core/debuginfo/elfBuildId';
import { openDebuginfo } from '../../core/debuginfo/openDebuginfo';
import { crashDumps, requireDump } from '../dumps/lab/labDump';
import { projectRoot } from '../support/manifest';
import { Conversation } from './conversation';
import { valuesOfFrame } from './frameValues';

const moduleSources = join(projectRoot, 'test/dumps/lab/guest/crash-module');

/** Debian's debuginfod on loopback, with the files of a folder. */
async function startDebuginfod(
  folder: string,
  database: string,
): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  // Verbose enough to say when it has looked at all files.
  const args = ['-v', '-v', '-F', '-L', '-p', String(port), '-d', database, '-t', '0', folder];
  const child = spawn('debuginfod', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: child.stderr })) {
    if (/groom(ed|ing) database/.test(line)) break;
  }
  child.stderr.resume();
  return { url: `http://127.0.0.1:${port}`, child };
}

/** How programs are built on this machine, so that a server here has their sources, and how debuginfo names those. */
const builds: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: 'absolute', args: [] },
  { name: 'relative-4', args: ['-gdwarf-4'] },
  { name: 'relative-5', args: ['-gdwarf-5'] },
  { name: 'mapped', args: ['-ffile-prefix-map=$PWD=.'] },
];

function buildPrograms(folder: string, served: string): string {
  const source = join(folder, 'program.c');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(source, 'int main(void)\n{\n\treturn 0;\n}\n');
  for (const { name, args } of builds) {
    const mapped = args.map((arg) => arg.replace('$PWD', folder));
    const file = name === 'absolute' ? source : './sub/../program.c';
    execFileSync('gcc', ['-g', ...mapped, '-Wl,--build-id', '-o', join(served, name), file], { cwd: folder });
  }
  return source;
}

/** The file that `main` is in, as debuginfo names it. */
function fileOfMain(program: string): string {
  const [address] = /^[0-9a-f]+(?= T main$)/m.exec(execFileSync('nm', [program], { encoding: 'utf8' }))!;
  const debuginfo = openDebuginfo(program)!;
  try {
    return debuginfo.framesAt(BigInt(`0x${address}`))[0]!.location!.file;
  } finally {
    debuginfo.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a debug session with debuginfod', function () {
  this.timeout(300_000);
  const dump = crashDumps().find(({ name }) => name === requireDump('x86-6.1-crash-null-deref').name)!;
  let folder: string;
  let server: Awaited<ReturnType<typeof startDebuginfod>>;
  let conversation: Conversation;
  let program: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-debuginfod-'));
    mkdirSync(join(folder, 'served'));
    symlinkSync(dump.vmlinux!, join(folder, 'served/vmlinux'));
    cpSync(dump.crash.moduleDebuginfo!, join(folder, 'served/labcrash.ko'));
    program = buildPrograms(folder, join(folder, 'served'));
    server = await startDebuginfod(join(folder, 'served'), join(folder, 'database'));
  });

  after(() => {
    server.child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    conversation = await Conversation.start({ XDG_CACHE_HOME: join(folder, 'cache') });
  });

  afterEach(async () => {
    await conversation.end();
  });

  const launch = async (urls: readonly string[]): Promise<readonly Dap.StackFrame[]> => {
    await conversation.launchWithGdb({ core: dump.path, debuginfodUrls: urls });
    return (await conversation.client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
  };

  const cached = (): readonly string[] => {
    const cache = join(folder, 'cache/vmcore/debuginfod');
    if (!existsSync(cache)) return [];
    return readdirSync(cache, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  };

  it('can be cancelled while it fetches, works on, and leaves nothing half', async () => {
    const started = conversation.client.waitForEvent('progressStart') as Promise<Dap.ProgressStartEvent>;
    const ended = conversation.client.waitForEvent('progressEnd');
    await conversation.launch({ core: dump.path, debuginfodUrls: [server.url], gdb: false });
    const { title, cancellable, progressId } = (await started).body;
    assert.equal(title, 'Fetching debug information');
    assert.equal(cancellable, true);
    await conversation.client.customRequest('cancel', { progressId });
    await ended;
    assert.deepEqual(cached(), []);
    assert.ok((await conversation.stack(1)).length > 5);
  });

  it('fetches what the crashing stack lacks, the kernel and its modules, and shows it', async () => {
    const sizes: string[] = [];
    conversation.client.on('progressUpdate', ({ body }: Dap.ProgressUpdateEvent) => {
      if (body.progressId === 'debuginfod') sizes.push(body.message ?? '');
    });
    const fetched = conversation.client.waitForEvent('progressEnd', 120_000);
    await conversation.launch({ core: dump.path, debuginfodUrls: [server.url], gdb: false });
    const before = await conversation.stack(1);
    await fetched;
    assert.ok(
      sizes.some((size) => /MiB of \d+ MiB$/.test(size)),
      sizes.join(),
    );
    const after = await conversation.stack(1);
    assert.ok(before.every(({ name }) => !name.includes('.c:')));
    assert.ok(after.some(({ name }) => name === 'labcrash_set_depth [labcrash] (faults.c:14)'));
    assert.ok(after.some(({ name }) => name === 'vfs_write (read_write.c:584)'));
    const ids = [dump.vmlinux!, dump.crash.moduleDebuginfo!].map((path) => readElfBuildId(path)!.slice(2));
    assert.deepEqual(
      [...cached()].filter((name) => name.endsWith('.debug')).sort(),
      ids.map((id) => `${id}.debug`).sort(),
    );
    assert.ok((await conversation.scopes(before[0]!.id)).length > 0, 'frames of before are still known');
  });

  it('shows the source of what it fetched, once it has that as well', async () => {
    const asked: string[] = [];
    const sources = createServer(({ url = '' }, response) => {
      asked.push(url);
      const name = /\/source\/usr\/src\/labcrash\/(\w+\.c)$/.exec(url)?.[1];
      if (name === undefined) response.writeHead(404).end();
      else response.end(readFileSync(join(moduleSources, name)));
    }).listen(0, '127.0.0.1');
    await once(sources, 'listening');
    try {
      const crashed = async (): Promise<Dap.StackFrame> =>
        (await conversation.stack(1)).find(({ name }) => name.startsWith('labcrash_set_depth'))!;
      const arrived = conversation.client.waitForEvent('invalidated', 60_000);
      const debuginfodUrls = [`http://127.0.0.1:${(sources.address() as AddressInfo).port}`];
      await conversation.launch({ core: dump.path, debuginfodUrls, gdb: false });
      assert.equal((await crashed()).source?.path, undefined);
      await arrived;
      const { source, line } = await crashed();
      const lines = readFileSync(source!.path!, 'utf8').split('\n');
      assert.deepEqual(lines, readFileSync(join(moduleSources, 'faults.c'), 'utf8').split('\n'));
      assert.match(lines[line - 1]!, /depth/);
      assert.equal(new Set(asked).size, asked.length, 'each is asked for once');
    } finally {
      sources.close();
    }
  });

  describe('asks for sources as debuginfod understands it', () => {
    const cacheFolder = (): string => join(folder, 'sources');
    const ask = (name: string, file: string): Promise<string | undefined> => {
      const buildId = readElfBuildId(join(folder, 'served', name))!;
      const token = new CancellationSource();
      return fetchSource({ buildId, file }, { urls: [server.url], cacheFolder: cacheFolder() }, { token });
    };

    for (const name of ['absolute', 'relative-4', 'relative-5'])
      it(`by a name that was ${name}`, async () => {
        const file = fileOfMain(join(folder, 'served', name));
        assert.equal(file.includes('/./sub/../'), name !== 'absolute');
        const path = (await ask(name, file))!;
        assert.equal(readFileSync(path, 'utf8'), readFileSync(program, 'utf8'));
        assert.equal(await ask(name, program), path, 'other words for one file are one file');
      });

    it('and not by what no server can know', async () => {
      const file = fileOfMain(join(folder, 'served/mapped'));
      assert.doesNotMatch(file, /^\//);
      assert.equal(await ask('mapped', file), undefined);
      assert.equal(await ask('absolute', '/etc/passwd'), undefined);
    });
  });

  it('finds what it has fetched without any server', async () => {
    const frames = await launch(['http://127.0.0.1:1/']);
    const frame = frames.find(({ name }) => name.startsWith('labcrash_set_depth'))!;
    assert.deepEqual(
      (await valuesOfFrame(conversation, frame)).map(({ name }) => name),
      ['device', 'depth'],
    );
  });

  it('refuses what a server gives for another build, and names both build-ids', async () => {
    const impostor = createServer((_, response) => {
      response.end(Buffer.from('no debug information at all'));
    }).listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    rmSync(join(folder, 'cache'), { recursive: true });
    try {
      const told = conversation.client.waitForEvent('output') as Promise<Dap.OutputEvent>;
      const { port } = impostor.address() as AddressInfo;
      const debuginfodUrls = [`http://127.0.0.1:${port}`];
      await conversation.launch({ core: dump.path, debuginfodUrls, gdb: false });
      const wanted = readElfBuildId(dump.vmlinux!)!;
      assert.match((await told).body.output, new RegExp(`build-id unknown for build-id ${wanted}`));
    } finally {
      impostor.close();
    }
  });

  it('says once why nothing can be kept on this machine, and goes on without', async () => {
    const cache = join(folder, 'cache/vmcore/debuginfod');
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(dirname(cache), { recursive: true });
    writeFileSync(cache, '');
    const told: string[] = [];
    conversation.client.on('output', ({ body }: Dap.OutputEvent) => told.push(body.output));
    const ended = conversation.client.waitForEvent('progressEnd', 120_000);
    await conversation.launch({ core: dump.path, debuginfodUrls: [server.url], gdb: false });
    await ended;
    assert.ok((await conversation.stack(1)).length > 5);
    assert.equal(told.length, 1, told.join(''));
    assert.ok(
      told[0]!.startsWith(`What a debuginfod server has cannot be kept in ${cache}: a file is in the place`),
      told[0],
    );
    rmSync(cache);
  });

  it('begins anew with a vmlinux that has come to the machine meanwhile', async () => {
    const debuginfoPaths = [join(folder, 'installed')];
    await conversation.launch({ core: dump.path, debuginfoPaths, gdb: false });
    assert.ok((await conversation.stack(1)).every(({ name }) => !name.includes('.c:')));
    mkdirSync(dirname(join(folder, 'installed/vmlinux')));
    symlinkSync(dump.vmlinux!, join(folder, 'installed/vmlinux'));
    const stopped = conversation.client.waitForEvent('stopped');
    await conversation.client.restartRequest({});
    await stopped;
    assert.ok((await conversation.stack(1)).some(({ name }) => name === 'vfs_write (read_write.c:584)'));
  });
});
