import assert from 'node:assert/strict';
import { hex } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import { openKernel } from '../../core/kernel/openKernel';
import type { LockWaitData, LockWaitsData } from '../../core/protocol/lockWaits';
import { readLockWaits } from '../../core/report/tasks/lockWaitsData';
import { inTemporaryFolder } from './lab/childProcess';
import { crashDumps, type CrashedDump, type LabDump } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

async function lockWaitsOf({ path }: LabDump): Promise<LockWaitsData> {
  const kernel = await openKernel(path);
  try {
    return readLockWaits(kernel);
  } finally {
    kernel.dump.close();
  }
}

/** Who waits for what in guest/crash-module/waiting.c. */
const expected: readonly string[] = [
  'lab-left: mutex labcrash_right [labcrash], lab-right, in labcrash_take_right',
  'lab-reader: rw-semaphore labcrash_table [labcrash] read, lab-left, in labcrash_read_table',
  'lab-right: mutex labcrash_left [labcrash], lab-left, in labcrash_take_left',
  'lab-waiter: completion labcrash_done [labcrash], nobody, in labcrash_await_done',
  'lab-writer: rw-semaphore labcrash_table [labcrash] write, lab-left, in labcrash_write_table',
];

function waitLine({ comm, kind, symbol, module, mode, holder, frame }: LockWaitData): string {
  const lock = [kind, symbol, `[${module}]`, ...(mode ? [mode] : [])].join(' ');
  return `${comm}: ${lock}, ${holder?.comm ?? 'nobody'}, in ${frame?.symbol}`;
}

/** How crash is asked who has a lock and who waits: the list's head by its offset in Debian's kernels before 7.1. */
const crashQueries = new Map<LockWaitData['kind'], (lock: string) => string[]>([
  [
    'mutex',
    (lock) => [
      `struct mutex.owner -x ${lock}`,
      `list -H ${lock}+16 -o mutex_waiter.list -s mutex_waiter.task`,
    ],
  ],
  [
    'rw-semaphore',
    (lock) => [
      `struct rw_semaphore.owner -x ${lock}`,
      `list -H ${lock}+24 -o rwsem_waiter.list -s rwsem_waiter.task`,
    ],
  ],
  ['completion', (lock) => [`list -H ${lock}+16 -o swait_queue.task_list -s swait_queue.task`]],
]);

interface CrashAnswer {
  /** Addresses of task_structs, sorted. */
  readonly queue: readonly string[];
  readonly owner: string | undefined;
}

/** What crash says of each lock; echoed markers part the answers. */
async function askCrash(
  dump: LabDump,
  locks: readonly { readonly kind: LockWaitData['kind']; readonly lock: string }[],
): Promise<readonly CrashAnswer[]> {
  const commands = locks.flatMap(({ kind, lock }) => [
    '!echo ----',
    ...(crashQueries.get(kind)?.(lock) ?? []),
  ]);
  const printed = await inTemporaryFolder((folder) => crashOutput(dump, commands, folder));
  const [, ...answers] = printed.split('----\n');
  return answers.map((answer) => {
    const counter = /counter = (0x[0-9a-f]+)/.exec(answer)?.[1];
    return {
      queue: [...answer.matchAll(/task = (0x[0-9a-f]+)/g)].map(([, task = '']) => task).sort(),
      owner: counter === undefined ? undefined : hex(BigInt(counter) & ~7n),
    };
  });
}

/** In both modes two threads take two mutexes in opposite order. */
const isDeadlock = ({ crash }: CrashedDump): boolean => /^(deadlock|all-tasks)$/.test(crash.mode);
const spinsInCircle = ({ crash }: CrashedDump): boolean => crash.mode === 'spin-deadlock';
const deadlocks = crashDumps().filter(isDeadlock);

describe('who waits for whom', function () {
  this.timeout(300_000);

  it('is asked of dumps of at least two kernels', () => {
    assert.ok(new Set(deadlocks.map(({ kernel }) => kernel)).size >= 2);
  });

  for (const dump of deadlocks) {
    describe(dump.name, () => {
      it('is what the module did, each lock by its name', async () => {
        const { waits } = await lockWaitsOf(dump);
        const ofModule = waits.filter(({ comm }) => comm?.startsWith('lab-'));
        assert.deepEqual(ofModule.map(waitLine).sort(), expected);
      });

      it('names the circle, and none beside it', async () => {
        const { cycles } = await lockWaitsOf(dump);
        assert.deepEqual(
          cycles.map(({ certain, waits }) => [certain, waits.map(({ comm }) => comm).sort()]),
          [[true, ['lab-left', 'lab-right']]],
        );
        assert.match(
          cycles[0]?.text ?? '',
          /^lab-left .* held by lab-right .*, which .* held by lab-left .*\.$/,
        );
      });

      it('is what crash reads of the same locks', async function () {
        if (dump.vmlinux === undefined) this.skip();
        const { waits } = await lockWaitsOf(dump);
        const kinds = new Map(
          waits.flatMap(({ kind, lock }) => (lock === undefined ? [] : [[lock, kind] as const])),
        );
        const locks = [...kinds].map(([lock, kind]) => ({ lock, kind }));
        const answers = await askCrash(dump, locks);
        const ours = locks.map(({ lock }) => {
          const found = waits.filter((wait) => wait.lock === lock);
          return { queue: found.map(({ task }) => task).sort(), owner: found[0]?.holder?.task };
        });
        assert.deepEqual(ours, answers);
      });
    });
  }

  for (const dump of crashDumps().filter(spinsInCircle)) {
    it(`is what the cpus of ${dump.name} spin for, and who may hold it`, async () => {
      const { waits, cycles } = await lockWaitsOf(dump);
      const spinning = waits.filter(({ kind }) => kind === 'spinlock');
      assert.deepEqual(spinning.map(waitLine).sort(), [
        'lab-left: spinlock labmisuse_right [labmisuse], lab-right, in labmisuse_spin_for',
        'lab-right: spinlock labmisuse_left [labmisuse], lab-left, in labmisuse_spin_for',
      ]);
      // A spinlock does not tell who holds it.
      assert.deepEqual(
        cycles.map(({ certain, waits: circle }) => [certain, circle.map(({ comm }) => comm).sort()]),
        [[false, ['lab-left', 'lab-right']]],
      );
    });
  }

  for (const dump of crashDumps().filter((crashed) => !isDeadlock(crashed) && !spinsInCircle(crashed))) {
    it(`has no circle in ${dump.name}`, async function () {
      const found = await lockWaitsOf(dump).catch((error: unknown) => {
        // Before 6.0 a dump does not lead to its symbols.
        if (error instanceof VmcoreError && error.code === 'symbols-not-found') this.skip();
        throw error;
      });
      assert.deepEqual(found.cycles, []);
    });
  }
});
