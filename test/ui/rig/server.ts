import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { VscodeBuild } from './install';
import type { UserSettings } from './settings';

export interface ServerOptions {
  readonly settings: UserSettings;
  /** Extension packages to install before the start. */
  readonly vsix: readonly string[];
  /** A free one when not given. */
  readonly port?: number;
  /** It meets the permissions of files even where root runs it. */
  readonly heedsPermissions?: boolean;
}

const runProgram = promisify(execFile);
const readyTimeoutMs = 30_000;
const stopTimeoutMs = 5_000;

/** A running VS Code server with data folders of its own, all removed by `stop`. */
export class VscodeServer {
  private constructor(
    readonly port: number,
    private readonly dataFolder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(build: VscodeBuild, options: ServerOptions): Promise<VscodeServer> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'vmcore-rig-'));
    try {
      await writeSettings(dataFolder, options.settings);
      for (const vsix of options.vsix) {
        await runProgram(build.node, [
          build.serverMain,
          ...dataArguments(dataFolder),
          '--install-extension',
          vsix,
        ]);
      }
      const port = options.port ?? (await freePort());
      const command = [
        ...(options.heedsPermissions ? withoutRootsPowers() : []),
        ...[build.node, build.serverMain, ...serverArguments(port), ...dataArguments(dataFolder)],
      ];
      const [program = '', ...rest] = command;
      const child = spawn(program, rest, {
        // A process group of its own, so that `stop` reaches extension hosts and what they started.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: serverEnvironment(dataFolder),
      });
      const server = new VscodeServer(port, dataFolder, child);
      await server.untilReady().catch(async (error: unknown) => {
        await server.stop();
        throw error;
      });
      return server;
    } catch (error) {
      await rm(dataFolder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The address that opens `folder`, and in it `file` when given, in a browser. */
  address(folder: string, file?: string): string {
    const url = new URL(`http://127.0.0.1:${this.port}/`);
    url.searchParams.set('folder', folder);
    if (file !== undefined) {
      const uri = `vscode-remote://127.0.0.1:${this.port}${encodeURI(file)}`;
      url.searchParams.set('payload', JSON.stringify([['openFile', uri]]));
    }
    return url.href;
  }

  async stop(): Promise<void> {
    if (isRunning(this.child)) {
      const exited = once(this.child, 'exit');
      this.signal('SIGTERM');
      const killTimer = setTimeout(() => {
        this.signal('SIGKILL');
      }, stopTimeoutMs);
      await exited;
      clearTimeout(killTimer);
    }
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }

  private signal(name: NodeJS.Signals): void {
    if (this.child.pid !== undefined && isRunning(this.child)) process.kill(-this.child.pid, name);
  }

  /** The server says that it listens; asking for its version makes sure that it answers, too. */
  private async untilReady(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const output: string[] = [];
      const fail = (what: string): void => {
        reject(new Error(`VS Code's server ${what}:\n${output.join('\n')}`));
      };
      const timer = setTimeout(fail, readyTimeoutMs, `was not ready within ${readyTimeoutMs / 1000} s`);
      const onLine = (line: string): void => {
        output.push(line);
        if (!line.includes('agent listening on')) return;
        clearTimeout(timer);
        resolve();
      };
      for (const stream of [this.child.stdout, this.child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', onLine);
      }
      this.child.once('error', (error) => {
        fail(`did not start (${error.message})`);
      });
      this.child.once('exit', (code) => {
        clearTimeout(timer);
        fail(`ended with code ${code ?? 'none'}`);
      });
    });
    const answer = await fetch(`http://127.0.0.1:${this.port}/version`);
    if (!answer.ok) throw new Error(`VS Code's server answers ${answer.status} when asked for its version.`);
  }
}

/** What to put before a program that root runs, so that it may read no more than anybody (capabilities(7)). */
function withoutRootsPowers(): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  const dropped = '-dac_override,-dac_read_search';
  return ['setpriv', `--bounding-set=${dropped}`, `--inh-caps=${dropped}`];
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function serverArguments(port: number): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...[
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      '--disable-telemetry',
      '--disable-experiments',
    ],
    // Else the login shell replaces PATH, and tests would meet other tools than they were given.
    '--force-disable-user-env',
  ];
}

function dataArguments(folder: string): string[] {
  return [
    ...['--server-data-dir', join(folder, 'server'), '--user-data-dir', join(folder, 'user')],
    ...['--extensions-dir', join(folder, 'extensions')],
  ];
}

/** HOME is a scratch folder: no settings, caches or histories of the person who runs the tests leak in or out. */
function serverEnvironment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: join(folder, 'home'), EXTENSIONS_GALLERY: '{}' };
}

async function writeSettings(folder: string, settings: UserSettings): Promise<void> {
  const userFolder = join(folder, 'user/User');
  await mkdir(join(folder, 'home'), { recursive: true });
  await mkdir(userFolder, { recursive: true });
  await writeFile(join(userFolder, 'settings.json'), JSON.stringify(settings, null, 2));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
