import assert from 'node:assert/strict';
import {
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationSource, neverCancelled } from '../../core/base/cancellation';
import { openDump } from '../../core/dump/openDump';
import type { PhysicalMemory } from '../../core/dump/physicalMemory';
import { Kernel } from '../../core/kernel/kernel';
import { prepareTypes } from '../../core/kernel/sources/prepareTypes';
import { openKernel } from '../../core/kernel/openKernel';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { readTasks } from '../../core/kernel/tasks/tasks';
import type { MemberLayout } from '../../core/protocol/typeData';
import { typeLayout } from '../../core/report/objects/typeLayout';
import type { TypeTable } from '../../core/types/typeTable';
import { labDumps, type LabDump } from './lab/labDump';

/** The memory without what lies between two physical addresses. */
function without(memory: PhysicalMemory, start: bigint, end: bigint): PhysicalMemory {
  return {
    ranges: memory.ranges,
    read(address, into) {
      const isInside = address < end && address + BigInt(into.length) > start;
      return isInside
        ? [{ offset: 0, sizeBytes: into.length, reason: 'excluded' }]
        : memory.read(address, into);
    },
  };
}

/** The dump of a kernel that was built without BTF: what it has of it is hidden. */
function openWithoutBtf({ path }: LabDump, vmlinux: string): Kernel {
  const dump = openDump(path);
  const { memory, findAddress } = new Kernel(dump);
  const [start, stop] = [findAddress('__start_BTF'), findAddress('__stop_BTF')];
  assert.ok(start !== undefined && stop !== undefined);
  const translation = memory.translate(start);
  assert.ok(translation.kind === 'mapped');
  const { physical } = translation;
  return new Kernel(
    { ...dump, memory: without(dump.memory, physical, physical + (stop - start)) },
    dump.vmcoreinfo,
    {
      vmlinux,
    },
  );
}

/** Renames the section, so that nothing finds it. */
function hideSection(path: string, name: string): void {
  const at = readFileSync(path).lastIndexOf(`${name}\0`);
  assert.ok(at > 0);
  const file = openSync(path, 'r+');
  writeSync(file, '.gone'.slice(0, name.length), at);
  closeSync(file);
}

/** Offsets and sizes: pahole makes one dimension of an array's several, and gdb does not tell of qualifiers. */
function shape(types: TypeTable, name: string): readonly string[] {
  const struct = types.findStruct(name);
  assert.ok(struct, name);
  const { sizeBytes, members = [] } = typeLayout(struct);
  return [`${sizeBytes}`, ...members.flatMap(memberLines)];
}

function memberLines({
  name,
  offset,
  bitOffset = 0,
  bitSize = 0,
  sizeBytes,
  members,
}: MemberLayout): string[] {
  if (members) return members.flatMap(memberLines);
  return [`${name} ${offset}.${bitOffset} ${bitSize} ${sizeBytes}`];
}

function uniqueNames(types: TypeTable): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const name of types.structNames()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count === 1).map(([name]) => name));
}

/** gdb takes seconds for what is given up here after half of one. */
async function cancelPreparing(kernel: Kernel): Promise<void> {
  const source = new CancellationSource();
  setTimeout(() => {
    source.cancel();
  }, 500);
  const started = performance.now();
  await assert.rejects(prepareTypes(kernel, source), { code: 'cancelled' });
  assert.ok(performance.now() - started < 2500);
}

async function prepareBesideOtherWork(kernel: Kernel, vmlinux: string): Promise<void> {
  let turns = 0;
  const waited: string[] = [];
  const other = setInterval(() => turns++, 50);
  await prepareTypes(kernel, neverCancelled, (path) => waited.push(path));
  clearInterval(other);
  assert.deepEqual(waited, [vmlinux]);
  assert.ok(turns > 5, `${turns} turns`);
}

describe('types of a kernel without BTF', function () {
  this.timeout(600_000);
  let folder: string;
  let cacheHome: string | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-nobtf-'));
    cacheHome = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = folder;
  });
  after(() => {
    if (cacheHome === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cacheHome;
    rmSync(folder, { recursive: true });
  });

  const dumps = labDumps().filter((dump) => dump.how === 'kdump-elf' && dump.vmlinux !== undefined);

  it('come from the vmlinux’s own', async () => {
    assert.ok(dumps.length >= 2);
    for (const dump of dumps) {
      const whole = await openKernel(dump.path);
      const kernel = openWithoutBtf(dump, dump.vmlinux ?? '');
      assert.equal(readTasks(kernel.objects).tasks.length, readTasks(whole.objects).tasks.length, dump.name);
      assert.deepEqual(shape(kernel.objects.types, 'task_struct'), shape(whole.objects.types, 'task_struct'));
      kernel.dump.close();
      whole.dump.close();
    }
  });

  it('come from its DWARF through gdb, which runs nothing that lies beside it, and are kept', async () => {
    const dump = dumps.find(({ kernel }) => kernel.startsWith('5.')) ?? dumps[0];
    assert.ok(dump);
    const vmlinux = join(folder, 'vmlinux');
    copyFileSync(dump.vmlinux ?? '', vmlinux, constants.COPYFILE_FICLONE);
    hideSection(vmlinux, '.BTF');
    const canary = join(folder, 'canary');
    writeFileSync(`${vmlinux}-gdb.py`, `open('${canary}', 'w').close()\n`);
    const whole = await openKernel(dump.path);
    const kernel = openWithoutBtf(dump, vmlinux);
    await cancelPreparing(kernel);
    await prepareBesideOtherWork(kernel, vmlinux);
    const [types, expected] = [kernel.objects.types, whole.objects.types];
    assert.equal(existsSync(canary), false);

    const known = uniqueNames(expected);
    const names = [...uniqueNames(types)].filter((name) => known.has(name));
    assert.ok(names.length > 1000, `${names.length} structs`);
    for (const name of names) assert.deepEqual(shape(types, name), shape(expected, name), name);

    const tasks = readTasks(whole.objects).tasks.map(({ address }) => address);
    assert.deepEqual(
      readTasks(kernel.objects).tasks.map(({ address }) => address),
      tasks,
    );
    const frames = ({ backtrace }: ReturnType<Stacks['ofPanic']>): readonly bigint[] =>
      backtrace.frames.map(({ pc }) => pc);
    assert.deepEqual(frames(new Stacks(kernel).ofPanic()), frames(new Stacks(whole).ofPanic()));

    // Asked for later, one by one, and no more once it is known that there is none.
    assert.deepEqual(shape(types, 'kprobe'), shape(expected, 'kprobe'));
    assert.equal(types.findStruct('no_such_struct'), undefined);
    assert.equal(types.findFunction('panic')?.kind, 'function');
    const runQueues = types.findVariable('runqueues');
    assert.ok(runQueues?.kind === 'struct' && runQueues.name === 'rq');
    kernel.dump.close();
    whole.dump.close();

    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      const again = openWithoutBtf(dump, vmlinux);
      assert.equal(readTasks(again.objects).tasks.length, tasks.length);
      assert.equal(again.objects.types.findStruct('another_absent_struct'), undefined);
      assert.deepEqual(
        again.types?.problems.map(({ code }) => code),
        ['engine-missing'],
      );
      again.dump.close();
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('are not taken from a vmlinux of another build', () => {
    const [first, second] = dumps;
    assert.ok(first && second);
    const kernel = openWithoutBtf(first, second.vmlinux ?? '');
    assert.throws(() => kernel.objects, /types.*were found.*is of another build/);
    kernel.dump.close();
  });
});
