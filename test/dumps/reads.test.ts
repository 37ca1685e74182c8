import assert from 'node:assert/strict';
import { physicalAddress, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import { openKernel } from '../../core/kernel/openKernel';
import { compareAnswers, type Tally, type Verdict } from './comparison';
import { labDumps, type LabDump } from './lab/labDump';
import { readWithCrash, readWithDrgn, readWithGdb, type ReadAnswer, type ReadRequest } from './lab/peerReads';
import { recordedReads } from './lab/qemuReads';
import { randomPhysical, randomVirtual } from './randomRequests';

const REQUESTS = 10_000;
/** Of the dumps that leave pages out, this one is put before crash itself; the others have the same machine's answers. */
const FILTERED_FOR_CRASH = 'x86-6.1-kdump-zlib-d31';

const table: ({ dump: string; peer: string } & Tally)[] = [];

describe('Random reads of real dumps', function () {
  this.timeout(300_000);

  for (const dump of labDumps().filter(({ how }) => how !== 'cut-off')) {
    it(`${dump.name}: vmcore reads what the peers read`, async () => {
      const { requests, answers, peer } = await machine(dump);
      const ours = await readWords(dump.path, requests);
      const isWhole = holdsAllMemory(dump);
      check(dump, peer, requests, ours, answers, isWhole ? [] : ['onlyPeer']);
      if (dump.name === FILTERED_FOR_CRASH) {
        check(dump, 'crash, same file', requests, ours, await readWithCrash(dump, requests), []);
      }
      if (dump.arch === 'x86_64' && dump.path === dump.elfPath) await checkWithGdb(dump, requests, ours);
    });
  }

  after(() => {
    // eslint-disable-next-line no-console -- the table is what these tests have to show.
    console.table(table);
  });
});

interface Machine {
  readonly requests: readonly ReadRequest[];
  readonly answers: readonly ReadAnswer[];
  readonly peer: string;
}

const machines = new Map<string, Promise<Machine>>();

/** The same requests go to every dump of one crash; the peer answers them once, from the dump with all memory. */
function machine(dump: LabDump): Promise<Machine> {
  const elfPath = dump.elfPath ?? dump.path;
  const known = machines.get(elfPath) ?? askPeer({ ...dump, path: elfPath });
  machines.set(elfPath, known);
  return known;
}

async function askPeer(elf: LabDump): Promise<Machine> {
  const kernel = await openKernel(elf.path);
  try {
    const physical = randomPhysical(kernel, REQUESTS / 2);
    if (elf.readsPath !== undefined) return await askDrgnAndMachine(elf, elf.readsPath, physical);
    const requests = [...physical, ...randomVirtual(kernel, REQUESTS / 2)];
    assert.equal(requests.length, REQUESTS);
    return elf.vmlinux === undefined
      ? { requests, answers: await readWithDrgn(elf, requests), peer: 'drgn' }
      : { requests, answers: await readWithCrash(elf, requests), peer: 'crash' };
  } finally {
    kernel.dump.close();
  }
}

/** The drgn that Debian 12 has translates no addresses of arm64; the machine's own cpu did. */
async function askDrgnAndMachine(
  elf: LabDump,
  readsPath: string,
  physical: readonly ReadRequest[],
): Promise<Machine> {
  const recorded = await recordedReads(readsPath);
  assert.equal(recorded.requests.length, REQUESTS / 2);
  return {
    requests: [...physical, ...recorded.requests],
    answers: [...(await readWithDrgn(elf, physical)), ...recorded.answers],
    peer: 'drgn, QEMU',
  };
}

/**
 * gdb reads by the program headers alone: QEMU's say physical addresses, those of a kdump the direct map and the
 * kernel's image. It has no answer elsewhere.
 */
async function checkWithGdb(
  dump: LabDump,
  requests: readonly ReadRequest[],
  ours: readonly ReadAnswer[],
): Promise<void> {
  const isPhysical = dump.how === 'qemu-elf';
  const asked = requests.filter((request) => request.isPhysical === isPhysical);
  if (asked.length === 0) return;
  const theirs = await readWithGdb(dump.path, asked);
  const ourAnswers = ours.filter((_, index) => requests[index]?.isPhysical === isPhysical);
  check(dump, 'gdb', asked, ourAnswers, theirs, isPhysical ? [] : ['onlyVmcore']);
}

function holdsAllMemory({ how, name }: LabDump): boolean {
  return ['qemu-elf', 'qemu-kdump', 'kdump-elf'].includes(how) || name.endsWith('-d0');
}

function check(
  { name }: LabDump,
  peer: string,
  requests: readonly ReadRequest[],
  ours: readonly ReadAnswer[],
  theirs: readonly ReadAnswer[],
  alsoAllowed: readonly Verdict[],
): void {
  assert.equal(theirs.length, requests.length, `${peer} left out answers`);
  const allowed: Verdict[] = ['equal', 'neither', 'onlyComputed', ...alsoAllowed];
  const { tally, objections } = compareAnswers(requests, ours, theirs, allowed);
  table.push({ dump: name, peer, ...tally });
  assert.ok(tally.equal > 0, `nothing that ${peer} read was read by vmcore`);
  const isBound = !alsoAllowed.includes('onlyPeer');
  assert.ok(
    !isBound || tally.onlyComputed < requests.length / 100,
    `${tally.onlyComputed} reads of the image failed`,
  );
  assert.deepEqual(objections.slice(0, 10), [], `${objections.length} reads are not as ${peer} has them`);
}

async function readWords(path: string, requests: readonly ReadRequest[]): Promise<ReadAnswer[]> {
  const kernel = await openKernel(path);
  try {
    return requests.map((request) => readWord(kernel, request));
  } finally {
    kernel.dump.close();
  }
}

function readWord(kernel: Kernel, { address, isPhysical }: ReadRequest): ReadAnswer {
  const bytes = new Uint8Array(8);
  const gaps = isPhysical
    ? kernel.dump.memory.read(physicalAddress(address), bytes)
    : kernel.memory.read(virtualAddress(address), bytes);
  return gaps.length > 0 ? undefined : new DataView(bytes.buffer).getBigUint64(0, true);
}
