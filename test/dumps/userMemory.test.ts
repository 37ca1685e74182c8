import assert from 'node:assert/strict';
import { hex } from '../../core/base/address';
import type { MemoryMeanings, MemoryPage } from '../../core/protocol/panels/memoryRequests';
import type { DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { rdText } from '../../webviews/memory/model/rdText';
import { crashAnswers } from './lab/crashAnswers';
import { requireDump, type LabDump } from './lab/labDump';
import { openDumpHost, taskWithPid } from './openDumpHost';
import { crashVtopParts, vtopParts } from './vtopParts';

/** The second was forked from the first: both have the same addresses, each with bytes of its own. */
const processes = [1, 99] as const;
const kernelThread = 2;

const readSizeBytes = 4096;
const firstKernelAddress = 1n << 63n;

/** Pages of crash's `vm -p`, and where they lie in RAM; undefined for those that are not mapped. */
function pagesIn(printed: string): ReadonlyMap<bigint, string | undefined> {
  const lines = printed.matchAll(/^([0-9a-f]+) +(?:([0-9a-f]+)|\(not mapped\)|FILE: .*|SWAP: .*)$/gm);
  return new Map([...lines].map(([, page = '', physical]) => [BigInt(`0x${page}`), physical]));
}

/** The first page and the last one of each run of neighbours. */
function endsOfRuns(pages: readonly bigint[]): readonly bigint[] {
  return pages.filter((page) => !pages.includes(page - 4096n) || !pages.includes(page + 4096n));
}

/** All pages of the task's process that are mapped. */
async function mappedPages({ connection }: DumpHost, task: string): Promise<bigint[]> {
  const found: bigint[] = [];
  for (let at = 0n; ;) {
    const params = { address: hex(at), physical: false, backwards: false, task };
    const { address } = await connection.request('nextMappedPage', params);
    if (address === null || BigInt(address) >= firstKernelAddress) return found;
    at = BigInt(address);
    found.push(at);
  }
}

describe('user memory of a task, on a real dump that holds it', function () {
  this.timeout(300_000);
  let dump: LabDump;
  const tasks = new Map<number, string>();
  let host: DumpHost;

  const taskOf = (pid: number): string => {
    const task = tasks.get(pid);
    assert.ok(task !== undefined, `the dump has a task ${pid}`);
    return task;
  };
  const readBytes = async (address: bigint, pid?: number): ReturnType<typeof readAt> =>
    readAt(address, pid === undefined ? undefined : taskOf(pid));
  const readAt = (
    address: bigint,
    task?: string,
  ): Promise<{ data: Uint8Array; gaps: readonly { reason: string; detail?: string }[] }> =>
    host.connection.request('readMemory', {
      address: hex(address),
      sizeBytes: readSizeBytes,
      physical: false,
      task,
    });
  const pageAt = (address: bigint, task?: string): Promise<MemoryPage> =>
    host.connection.request('memoryPage', { address: hex(address), physical: false, task });

  before(async () => {
    dump = requireDump('x86-6.1-qemu-elf-busy');
    host = await openDumpHost(dump.path);
    for (const pid of [...processes, kernelThread]) tasks.set(pid, await taskWithPid(host, pid));
  });

  after(() => {
    host.stop();
  });

  it("has the pages, the way to them and the bytes that crash's vm, vtop and rd have", async () => {
    const [first, second] = processes;
    const maps = await crashAnswers(dump, { [first]: `vm -p ${first}`, [second]: `vm -p ${second}` });
    const looked = new Map<number, readonly bigint[]>();
    const commands: Record<string, string> = {};
    for (const pid of processes) {
      const pages = pagesIn(maps[pid] ?? '');
      const mapped = [...pages].filter(([, physical]) => physical !== undefined).map(([page]) => page);
      assert.ok(mapped.length > 100 && mapped.length < pages.size, `${mapped.length} of ${pages.size}`);
      assert.deepEqual(await mappedPages(host, taskOf(pid)), mapped, `the pages of ${pid}`);
      for (const [page, physical] of pages) {
        const { physical: ours } = await pageAt(page, taskOf(pid));
        assert.equal(ours?.slice(2), physical, `${pid}: ${hex(page)}`);
      }
      looked.set(pid, endsOfRuns(mapped));
      commands[`set ${pid}`] = `set ${pid}`;
      for (const page of looked.get(pid) ?? []) {
        const digits = page.toString(16);
        commands[`vtop ${pid} ${digits}`] = `vtop -u ${digits}`;
        commands[`rd ${pid} ${digits}`] = `rd -u ${digits} ${readSizeBytes / 8}`;
      }
    }
    const answers = await crashAnswers(dump, commands);
    for (const [pid, pages] of looked) {
      for (const page of pages) {
        const name = `${pid} ${page.toString(16)}`;
        const printed = answers[`vtop ${name}`] ?? '';
        const ours = await pageAt(page, taskOf(pid));
        assert.deepEqual(vtopParts(ours), crashVtopParts(printed), printed);
        assert.match(ours.process ?? '', new RegExp(`^task ${pid} `));
        const { data, gaps } = await readBytes(page, pid);
        assert.deepEqual(gaps, [], name);
        assert.equal(`${rdText(page, [...data], 8, true)}\n`, answers[`rd ${name}`], name);
      }
    }
  });

  it('has other bytes for another process at the same address, and none for nobody', async () => {
    const [first, second] = processes;
    const shared = new Set(await mappedPages(host, taskOf(second)));
    const both = (await mappedPages(host, taskOf(first))).filter((page) => shared.has(page));
    const differing: bigint[] = [];
    for (const page of both) {
      const [one, other] = [await readBytes(page, first), await readBytes(page, second)];
      if (!Buffer.from(one.data).equals(other.data)) differing.push(page);
    }
    assert.ok(differing.length > 0, `${both.length} pages of both`);
    const [page = 0n] = differing;
    const { gaps } = await readBytes(page);
    assert.deepEqual(
      gaps.map(({ reason }) => reason),
      ['not-mapped'],
    );
    assert.match((await pageAt(page)).fault ?? '', /^Nothing is mapped there/);
  });

  it('is seen as a C type where the process has it', async () => {
    const overlayFor = async (pid: number): Promise<ReadonlyMap<string, string | undefined>> => {
      const asked = { type: 'struct elf64_hdr', address: '0x400000', task: taskOf(pid) };
      const { members } = await host.connection.request('memoryOverlay', asked);
      return new Map(members.map(({ path, value }) => [path, value]));
    };
    const program = await overlayFor(processes[0]);
    const { data } = await readBytes(0x400000n, processes[0]);
    assert.equal(program.get('e_machine'), '62');
    assert.equal(BigInt(program.get('e_entry') ?? 0), Buffer.from(data).readBigUInt64LE(24));
    assert.equal((await overlayFor(kernelThread)).get('e_machine'), undefined);
  });

  it("is named by the process's memory map, its words too", async () => {
    const [task, other] = [taskOf(processes[0]), taskOf(kernelThread)];
    const { regions } = await host.connection.request('taskMemoryMap', { task, start: 0, count: 100 });
    const stack = regions.find(({ name }) => name === '[stack]');
    assert.ok(stack);
    const meaningsFor = (at: bigint, whose?: string): Promise<MemoryMeanings> =>
      host.connection.request('memoryMeanings', {
        address: hex(at),
        sizeBytes: readSizeBytes,
        physical: false,
        task: whose,
      });
    const [start, end] = [BigInt(stack.start), BigInt(stack.end)];
    const texts: string[] = [];
    for (const page of (await mappedPages(host, task)).filter((each) => each >= start && each < end)) {
      const { names, words } = await meaningsFor(page, task);
      assert.deepEqual(names, [
        { offset: 0, name: '[stack]', into: Number(page - start), from: 0, note: 'rw-p' },
      ]);
      const { data } = await readBytes(page, processes[0]);
      for (const { offset, text, kind } of words.filter((word) => word.kind === 'region')) {
        const pointer = Buffer.from(data).readBigUInt64LE(offset);
        const region = regions.find((each) => pointer >= BigInt(each.start) && pointer < BigInt(each.end));
        assert.ok(region, `${hex(pointer)} ${kind}`);
        const into = pointer - BigInt(region.start) + BigInt(region.fileOffsetBytes ?? 0);
        assert.equal(text, `${region.name ?? '[anonymous]'}${into === 0n ? '' : `+${hex(into)}`}`);
        texts.push(text);
      }
      assert.equal(
        (await pageAt(page, task)).name,
        `[stack]${page === start ? '' : `+${hex(page - start)}`}`,
      );
      for (const whose of [undefined, other])
        assert.deepEqual(await meaningsFor(page, whose), { names: [], words: [] });
    }
    assert.ok(texts.some((text) => text.startsWith('[stack]+')));
    assert.ok(
      texts.some((text) => text.startsWith('/bin/busybox+')),
      texts.join(' '),
    );
  });

  it('says that a kernel thread has none', async () => {
    const sentence = 'task 2 kthreadd is a kernel thread: it has no user memory.';
    const task = taskOf(kernelThread);
    assert.deepEqual(await pageAt(0x400000n, task), {
      entries: [],
      fault: sentence,
      process: 'task 2 kthreadd',
    });
    const { gaps } = await readAt(0x400000n, task);
    assert.deepEqual(gaps, [{ offset: 0, sizeBytes: readSizeBytes, reason: 'not-mapped', detail: sentence }]);
    assert.deepEqual(await mappedPages(host, task), []);
  });

  it('reads kernel memory as ever, whichever task is meant', async () => {
    const at = BigInt(taskOf(1));
    const plain = await readAt(at);
    assert.deepEqual(plain.gaps, []);
    for (const pid of [...processes, kernelThread]) assert.deepEqual(await readBytes(at, pid), plain);
  });

  it('refuses a task that is none', async () => {
    const nobody = '0xffff000000000000';
    await assert.rejects(readAt(0x400000n, nobody), { code: 'task-not-found' });
    await assert.rejects(pageAt(0x400000n, nobody), { code: 'task-not-found' });
  });
});

describe('user memory of a task, where no crash is at hand', function () {
  this.timeout(120_000);

  for (const name of ['arm64-6.1-qemu-elf', 'arm64-6.12-16k-qemu-elf', 'riscv64-6.12-qemu-elf']) {
    it(`is in the regions that the process has, and begins with its program: ${name}`, async () => {
      const host = await openDumpHost(requireDump(name).path);
      try {
        const task = await taskWithPid(host, 1);
        const { regions } = await host.connection.request('taskMemoryMap', { task, start: 0, count: 100 });
        const pages = await mappedPages(host, task);
        assert.ok(pages.length > 50, `${pages.length} pages`);
        for (const page of pages) {
          const isInside = regions.some(({ start, end }) => page >= BigInt(start) && page < BigInt(end));
          assert.ok(isInside, hex(page));
        }
        const [program] = regions;
        assert.equal(program?.name, '/bin/busybox');
        const { data, gaps } = await host.connection.request('readMemory', {
          address: program.start,
          sizeBytes: 4,
          physical: false,
          task,
        });
        assert.deepEqual(gaps, []);
        assert.equal(Buffer.from(data).toString('latin1'), '\x7fELF');
      } finally {
        host.stop();
      }
    });
  }
});
