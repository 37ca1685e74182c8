import assert from 'node:assert/strict';
import { physicalAddress, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import { openKernel } from '../../core/kernel/openKernel';
import { catalog } from './lab/catalog';
import { requireDump, type LabDump } from './lab/labDump';
import { readWithCrash, readWithDrgn, readWithGdb, type ReadAnswer, type ReadRequest } from './lab/peerReads';
import { randomPhysical, randomVirtual } from './randomRequests';

const REQUESTS = 10_000;

/** One line of the table that stands under these tests. */
interface Comparison {
  readonly dump: string;
  readonly peer: string;
  readonly kind: 'physical' | 'virtual';
  equal: number;
  neitherReads: number;
  onlyPeerReads: number;
  onlyVmcoreReads: number;
  differing: number;
}

const table: Comparison[] = [];

describe('Random reads of real dumps', function () {
  this.timeout(300_000);

  for (const { name } of catalog.filter((entry) => !entry.forBenchmark)) {
    it(`${name}: vmcore reads what the peers read`, async () => {
      const dump = requireDump(name);
      if (dump.how === 'cut-off') return;
      const kernel = await openKernel(dump.path);
      try {
        for (const requests of [randomPhysical(kernel, REQUESTS / 2), randomVirtual(kernel, REQUESTS / 2)]) {
          await compareWithPeers(dump, kernel, requests);
        }
      } finally {
        kernel.dump.close();
      }
    });
  }

  after(() => {
    // eslint-disable-next-line no-console -- the table is what this test has to show.
    console.table(table);
  });
});

async function compareWithPeers(
  dump: LabDump,
  kernel: Kernel,
  requests: readonly ReadRequest[],
): Promise<void> {
  const ours = requests.map((request) => readWord(kernel, request));
  if (dump.vmlinux === undefined) compare(dump, 'drgn', requests, ours, await readWithDrgn(dump, requests));
  else compare(dump, 'crash', requests, ours, await readWithCrash(dump, requests));
  if (isKnownToGdb(dump, requests)) {
    const addresses = requests.map(({ address }) => address);
    compare(dump, 'gdb', requests, ours, await readWithGdb(dump.path, addresses));
  }
}

/** gdb reads by the program headers: QEMU's say physical addresses only, those of kdump virtual ones too. */
function isKnownToGdb(dump: LabDump, requests: readonly ReadRequest[]): boolean {
  return dump.arch === 'x86_64' && dump.how === 'qemu-elf' && requests.every(({ isPhysical }) => isPhysical);
}

function readWord(kernel: Kernel, { address, isPhysical }: ReadRequest): ReadAnswer {
  const bytes = new Uint8Array(8);
  const gaps = isPhysical
    ? kernel.dump.memory.read(physicalAddress(address), bytes)
    : kernel.memory.read(virtualAddress(address), bytes);
  return gaps.length > 0 ? undefined : new DataView(bytes.buffer).getBigUint64(0, true);
}

function compare(
  { name }: LabDump,
  peer: string,
  requests: readonly ReadRequest[],
  ours: readonly ReadAnswer[],
  theirs: readonly ReadAnswer[],
): void {
  const kind = requests[0]?.isPhysical === false ? 'virtual' : 'physical';
  const row = { dump: name, peer, kind } as const;
  const comparison: Comparison = {
    ...row,
    equal: 0,
    neitherReads: 0,
    onlyPeerReads: 0,
    onlyVmcoreReads: 0,
    differing: 0,
  };
  const examples: string[] = [];
  for (const [index, { address }] of requests.entries()) {
    const verdict = verdictOn(ours[index], theirs[index]);
    comparison[verdict]++;
    if (verdict === 'equal' || verdict === 'neitherReads') continue;
    examples.push(
      `${address.toString(16)}: ${verdict}, vmcore ${shown(ours[index])}, ${peer} ${shown(theirs[index])}`,
    );
  }
  table.push(comparison);
  assert.equal(theirs.length, requests.length, `${peer} left out answers`);
  assert.ok(comparison.equal > 0, `${peer} read nothing at all`);
  assert.deepEqual(
    examples.slice(0, 10),
    [],
    `${examples.length} ${kind} reads are not as ${peer} reads them`,
  );
}

type Verdict = 'equal' | 'neitherReads' | 'onlyPeerReads' | 'onlyVmcoreReads' | 'differing';

function verdictOn(ours: ReadAnswer, theirs: ReadAnswer): Verdict {
  if (ours === undefined) return theirs === undefined ? 'neitherReads' : 'onlyPeerReads';
  if (theirs === undefined) return 'onlyVmcoreReads';
  return ours === theirs ? 'equal' : 'differing';
}

const shown = (answer: ReadAnswer): string => answer?.toString(16).padStart(16, '0') ?? 'nothing';
