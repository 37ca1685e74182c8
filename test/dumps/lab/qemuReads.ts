import { readFile, writeFile } from 'node:fs/promises';
import { openKernel } from '../../../core/kernel/openKernel';
import { randomVirtual } from '../randomRequests';
import type { ReadAnswer, ReadRequest } from './peerReads';
import type { QmpConnection } from './qmpConnection';

const REQUESTS = 5000;

interface RecordedRead {
  readonly address: string;
  /** Missing where the machine's own page tables lead nowhere. */
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
    await writeFile(path, JSON.stringify(await Promise.all(requests.map((request) => read(qmp, request)))));
  } finally {
    kernel.dump.close();
  }
}

async function read(qmp: QmpConnection, { address }: ReadRequest): Promise<RecordedRead> {
  const command = `x /1gx 0x${address.toString(16)}`;
  const said = await qmp.execute('human-monitor-command', { 'command-line': command });
  const [, value] = /: (0x[0-9a-f]{16})\s*$/.exec(String(said)) ?? [];
  return { address: `0x${address.toString(16)}`, ...(value !== undefined && { value }) };
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
