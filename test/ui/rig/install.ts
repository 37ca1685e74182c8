import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './projectRoot';

/** A VS Code that runs as a server, and the Node that it wants. */
export interface VscodeBuild {
  readonly node: string;
  readonly serverMain: string;
}

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
const nodePackage = `node-linux-${process.arch}`;

/** What nobody tests here and fills half of the disk space. */
const pruned = ['extensions/copilot', 'extensions/mermaid-markdown-features', 'node_modules/@github'];

const runProgram = promisify(execFile);

/**
 * Installs VS Code (as code-server from npm) into the user's cache, once for each version. Its vendor's download
 * service is not needed, and neither is a compiler.
 */
export async function installVscode(say: (line: string) => void): Promise<VscodeBuild> {
  const folder = join(cacheFolder(), `code-server-${codeServerVersion}-node-${nodeVersion}`);
  if (!(await exists(folder))) {
    say(`Installing VS Code (code-server ${codeServerVersion}) into ${folder}, about 20 seconds`);
    await installInto(folder);
  }
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin/node'),
    serverMain: join(vscodeFolder(folder), 'out/server-main.js'),
  };
}

/** Installs beside `folder` and renames at the end, so that a folder of that name is always whole. */
async function installInto(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    await npmInstall(partial, [`code-server@${codeServerVersion}`, `${nodePackage}@${nodeVersion}`]);
    // Not `npm ci`: the shrinkwrap that code-server ships lacks a package.
    await npmInstall(vscodeFolder(partial), ['--omit=dev']);
    await standInForNativeModules(vscodeFolder(partial));
    await Promise.all(
      pruned.map((name) => rm(join(vscodeFolder(partial), name), { recursive: true, force: true })),
    );
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process may have finished the same installation in the meantime: then its folder serves.
    if (!(await exists(folder))) throw error;
  }
}

/** Scripts are ignored because code-server's refuses every Node but its own. */
async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runProgram('npm', ['install', ...quiet, ...args], { cwd: folder });
}

async function standInForNativeModules(vscode: string): Promise<void> {
  for (const name of ['spdlog', 'native-watchdog']) {
    const standIn = join(projectRoot, 'test/ui/rig/standIns', `${name}.cjs`);
    await copyFile(standIn, join(vscode, 'node_modules/@vscode', name, 'index.js'));
  }
}

function vscodeFolder(folder: string): string {
  return join(folder, 'node_modules/code-server/lib/vscode');
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vmcore-rig');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
