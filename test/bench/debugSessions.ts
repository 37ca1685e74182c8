import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKernel } from '../../core/kernel/openKernel';
import { neverCancelled } from '../../core/base/cancellation';
import { descendantsOf } from '../adapter/childProcesses';
import { Conversation } from '../adapter/conversation';
import { valuesOfFrame } from '../adapter/frameValues';
import { hostTool } from '../dumps/lab/debianTools';
import { requireDump, type LabDump } from '../dumps/lab/labDump';
import { measure, type Contender } from './measure';

const rounds = 5;
const coldRounds = 2;

export interface SessionTime {
  readonly title: string;
  readonly medianMs: number;
  /** At its peak, by the name of the process. */
  readonly memoryMiB: Readonly<Record<string, number>>;
}

/** What a person waits for in a debug session, and what its processes take; beside gdb and crash started by hand. */
export async function timeOfSessions(): Promise<readonly SessionTime[]> {
  const dump = requireDump('x86-6.1-kdump-elf');
  const crowded = requireDump('x86-6.1-many-tasks');
  const cache = mkdtempSync(join(tmpdir(), 'vmcore-bench-'));
  const withCache = { XDG_CACHE_HOME: cache };
  try {
    const cold = await median('launch → first locals, no index kept', coldRounds, async () => {
      rmSync(cache, { recursive: true, force: true });
      return firstLocals(dump, withCache);
    });
    return [
      await median('launch → first stackTrace', rounds, () => firstStack(dump)),
      cold,
      await median('launch → first locals, index kept', rounds, () => firstLocals(dump, withCache)),
      await median('launch → first stackTrace, 20,000 tasks', rounds, () => firstStack(crowded)),
      await median('launch → all of 20,000 threads', rounds, () => allThreads(crowded)),
      await median("launch → crash's bt", coldRounds, () => crashBacktrace(dump)),
      ...byHand(await handContenders(dump, cache)),
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

type Run = Omit<SessionTime, 'title' | 'medianMs'> & { readonly elapsedMs: number };

async function median(title: string, count: number, run: () => Promise<Run>): Promise<SessionTime> {
  const runs: Run[] = [];
  for (let round = 0; round < count; round++) runs.push(await run());
  const times = runs.map(({ elapsedMs }) => elapsedMs).sort((one, other) => one - other);
  return {
    title,
    medianMs: times[Math.floor(times.length / 2)] ?? Number.NaN,
    memoryMiB: runs.at(-1)?.memoryMiB ?? {},
  };
}

async function inSession(
  env: NodeJS.ProcessEnv,
  use: (conversation: Conversation) => Promise<void>,
): Promise<Run> {
  const conversation = await Conversation.start(env);
  const startedAt = performance.now();
  await use(conversation);
  const elapsedMs = performance.now() - startedAt;
  const pids = [conversation.pid, ...descendantsOf(conversation.pid)];
  const memoryMiB = Object.fromEntries(pids.map(peakMemory));
  await conversation.end();
  return { elapsedMs, memoryMiB };
}

function firstStack({ path }: LabDump): Promise<Run> {
  return inSession({}, async (conversation) => {
    await conversation.launch({ core: path, gdb: false });
    await conversation.stack(1);
  });
}

function allThreads({ path }: LabDump): Promise<Run> {
  return inSession({}, async (conversation) => {
    await conversation.launch({ core: path, gdb: false });
    await conversation.client.threadsRequest();
  });
}

function firstLocals({ path, vmlinux }: LabDump, env: NodeJS.ProcessEnv): Promise<Run> {
  return inSession(env, async (conversation) => {
    await conversation.launchWithGdb({ core: path, vmlinux });
    const frame = (await conversation.stack(1)).find(({ name }) => name.startsWith('vfs_write'));
    const values = frame ? await valuesOfFrame(conversation, frame) : [];
    if (values.length === 0) throw new Error('the session shows no locals');
  });
}

function crashBacktrace({ path, vmlinux }: LabDump): Promise<Run> {
  return inSession({}, async (conversation) => {
    await conversation.launch({ core: path, vmlinux, gdb: false });
    await conversation.client.evaluateRequest({ expression: 'bt', context: 'repl' });
  });
}

/** `[name, MiB]` of a process that lives. */
function peakMemory(pid: number): [string, number] {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, name = '', kiB = '0'] = /^Name:\s*(\S+)[^]*^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
  return [name, Number(kiB) / 1024];
}

/**
 * crash gives the same answers. gdb needs an ELF dump and to be told where the kernel lies, and does not come beyond two
 * frames even so: kernel stacks are in memory that only page tables lead to.
 */
async function handContenders({ path, vmlinux = '' }: LabDump, cache: string): Promise<readonly Contender[]> {
  const kernel = await openKernel(path, neverCancelled);
  const offset = `0x${(kernel.vmcoreinfo.kaslrOffset ?? 0n).toString(16)}`;
  kernel.dump.close();
  const [crash, ...crashArgs] = await hostTool('crash');
  const gdb = (name: string, index: readonly string[]): Contender => ({
    name,
    command: 'gdb',
    args: [
      ...['-nx', '-batch', '-iex', 'set auto-load off', ...index],
      ...['-ex', `symbol-file ${vmlinux} -o ${offset}`, '-ex', `core-file ${path}`, '-ex', 'bt full'],
    ],
    mustPrint: '__crash_kexec',
  });
  const kept = ['-iex', `set index-cache directory ${cache}`, '-iex', 'set index-cache enabled on'];
  return [
    gdb('gdb by hand: 2 frames, no index kept', []),
    gdb('gdb by hand: 2 frames, index kept', kept),
    {
      name: 'crash by hand: bt',
      command: crash,
      args: [...crashArgs, '-s', '--no_crashrc', vmlinux, path],
      input: 'set scroll off\nbt\nquit\n',
      mustPrint: 'vfs_write',
    },
  ];
}

function byHand(contenders: readonly Contender[]): readonly SessionTime[] {
  return measure(contenders, coldRounds).map(({ name, medianMs, peakMemoryMiB }) => ({
    title: name,
    medianMs,
    memoryMiB: { [name.split(' ')[0] ?? name]: peakMemoryMiB },
  }));
}
