import { readFile, writeFile } from 'node:fs/promises';
import { hex, physicalAddress } from '../../../core/base/address';
import type { Kernel } from '../../../core/kernel/kernel';
import { openKernel } from '../../../core/kernel/openKernel';
import { randomVirtual } from '../randomRequests';
import type { ReadAnswer, ReadRequest } from './peerReads';
import type { QmpConnection } from './qmpConnection';

const REQUESTS = 5000;

interface RecordedRead {
  readonly address: string;
  /** Missing where the machine's own page tables lead nowhere, or to a device, whose registers are no memory. */
  readonly value?: string;
}

/**
 * What a stopped machine's own cpu would read: for architectures whose dumps no tool on this machine translates. The
 * addresses come from the machine's dump.
 */
export async function recordReads(qmp: QmpConnection, dumpPath: string, path: string): Promise<void> {
  const kernel = await openKernel(dumpPath);
  try {
    const requests = randomVirtual(kernel, REQUESTS);
    const reads = requests.map(async (request) => {
      const value = await readWord(qmp, request);
      const isMemory = value !== undefined && holds(kernel, await physicalOf(qmp, request));
      return { address: hex(request.address), ...(isMemory && { value }) };
    });
    await writeFile(path, JSON.stringify(await Promise.all(reads)));
  } finally {
    kernel.dump.close();
  }
}

async function readWord(qmp: QmpConnection, { address }: ReadRequest): Promise<string | undefined> {
  const said = await ask(qmp, `x /1gx ${hex(address)}`);
  return /: (0x[0-9a-f]{16})\s*$/.exec(said)?.[1];
}

async function physicalOf(qmp: QmpConnection, { address }: ReadRequest): Promise<bigint> {
  const said = await ask(qmp, `gva2gpa ${hex(address)}`);
  const [, physical] = /gpa: (0x[0-9a-f]+)/.exec(said) ?? [];
  if (physical === undefined) throw new Error(`QEMU reads ${hex(address)} and translates it to: ${said}`);
  return BigInt(physical);
}

async function ask(qmp: QmpConnection, command: string): Promise<string> {
  return String(await qmp.execute('human-monitor-command', { 'command-line': command }));
}

/** The dump has all of the machine's memory. */
function holds({ dump }: Kernel, physical: bigint): boolean {
  return dump.memory.read(physicalAddress(physical), new Uint8Array(8)).length === 0;
}

export async function recordedReads(
  path: string,
): Promise<{ readonly requests: ReadRequest[]; readonly answers: ReadAnswer[] }> {
  const reads = JSON.parse(await readFile(path, 'utf8')) as readonly RecordedRead[];
  return {
    requests: reads.map(({ address }) => ({ address: BigInt(address), isPhysical: false })),
    answers: reads.map(({ value }) => (value === undefined ? undefined : BigInt(value))),
  };
}
