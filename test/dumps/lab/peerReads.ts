import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder, run, type Argv } from './childProcess';
import { hostTool } from './debianTools';
import type { LabDump } from './labDump';

/** Eight bytes of memory that a peer is asked for, as one little-endian number. */
export interface ReadRequest {
  readonly address: bigint;
  readonly isPhysical: boolean;
}

/** Undefined where the peer can read nothing. */
export type ReadAnswer = bigint | undefined;

const PEER_TIMEOUT_MS = 180_000;
const scripts = join(__dirname, '../../../../test/dumps/lab/peers');

/** Asks crash, all in one run. The dump needs its vmlinux. */
export function readWithCrash(dump: LabDump, requests: readonly ReadRequest[]): Promise<ReadAnswer[]> {
  return inTemporaryFolder(async (folder) => {
    const commands = requests.map(
      ({ address, isPhysical }) => `rd -64 ${isPhysical ? '-p ' : ''}${address.toString(16)} 1`,
    );
    const text = await crashOutput(dump, commands, folder);
    const values = new Map<string, bigint>();
    for (const [, address = '', value = ''] of text.matchAll(/^ *([0-9a-f]+): {2}([0-9a-f]{16}) /gm)) {
      values.set(BigInt(`0x${address}`).toString(), BigInt(`0x${value}`));
    }
    return requests.map(({ address }) => values.get(address.toString()));
  });
}

/** Asks gdb, which knows the addresses that the program headers of an ELF dump give, and no others. */
export function readWithGdb(elfPath: string, requests: readonly ReadRequest[]): Promise<ReadAnswer[]> {
  const lines = requests.map(({ address }) => address.toString(16));
  const command: Argv = [
    'gdb',
    '-nx',
    '-batch',
    '-ex',
    `core-file ${elfPath}`,
    '-x',
    join(scripts, 'readWithGdb.py'),
  ];
  return answersOf(command, lines);
}

/** How to start one of our scripts in drgn. */
export function drgnScript(script: string, ...args: readonly string[]): Argv {
  return ['/usr/bin/python3', join(scripts, script), ...args];
}

/** Asks drgn, which needs no vmlinux for physical addresses, nor on x86-64 for virtual ones. */
export function readWithDrgn(dump: LabDump, requests: readonly ReadRequest[]): Promise<ReadAnswer[]> {
  const lines = requests.map(
    ({ address, isPhysical }) => `${isPhysical ? 'p' : 'v'} ${address.toString(16)}`,
  );
  return answersOf(drgnScript('readWithDrgn.py', dump.path), lines);
}

/** What crash prints for the commands; started without anybody's settings, in a folder of its own. */
export async function crashOutput(
  { vmlinux, path }: Pick<LabDump, 'vmlinux' | 'path'>,
  commands: readonly string[],
  folder: string,
): Promise<string> {
  if (vmlinux === undefined) throw new Error(`crash cannot open ${path} without its vmlinux`);
  const commandPath = join(folder, 'crash.commands');
  const stdoutPath = join(folder, 'crash.out');
  await writeFile(commandPath, `${['set scroll off', ...commands, 'quit'].join('\n')}\n`);
  await run([...(await hostTool('crash')), '-s', '--no_crashrc', '-i', commandPath, vmlinux, path], {
    timeoutMs: PEER_TIMEOUT_MS,
    logPath: join(folder, 'crash.log'),
    stdoutPath,
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb' },
  });
  return readFile(stdoutPath, 'latin1');
}

async function answersOf(command: Argv, lines: readonly string[]): Promise<ReadAnswer[]> {
  const answers = await answerLines(command, lines);
  return answers.map((line) => (line === '-' ? undefined : BigInt(`0x${line}`)));
}

/** Runs one of our scripts inside a peer: it reads requests.txt and writes answers.txt, a line each. */
export function answerLines(command: Argv, lines: readonly string[]): Promise<string[]> {
  return inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, 'requests.txt'), `${lines.join('\n')}\n`);
    await run(command, {
      timeoutMs: PEER_TIMEOUT_MS,
      logPath: join(folder, 'peer.log'),
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder },
    });
    const answers = await readFile(join(folder, 'answers.txt'), 'utf8');
    return answers.trimEnd().split('\n');
  });
}
