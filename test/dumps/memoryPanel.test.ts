import assert from 'node:assert/strict';
import { hex, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import { DirectMap } from '../../core/kernel/memory/directMap';
import { kernelRegions } from '../../core/kernel/memory/kernelRegions';
import { openKernel } from '../../core/kernel/openKernel';
import { prepareTypes } from '../../core/kernel/sources/prepareTypes';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { neverCancelled } from '../../core/base/cancellation';
import { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { readMemoryMeanings } from '../../core/report/memory/memoryMeanings';
import { readMemoryOverlay } from '../../core/report/memory/memoryOverlay';
import { readVirtualPage } from '../../core/report/memory/memoryPage';
import { MemorySearch } from '../../debug-adapter/memory/memorySearch';
import { rdSymbolsText, rdText } from '../../webviews/memory/model/rdText';
import { crashAnswers } from './lab/crashAnswers';
import { requireDump } from './lab/labDump';
import { crashVtopParts, vtopParts } from './vtopParts';

/** crash 8.0.2 knows these kernels. */
const dumpsWithCrash = [
  'x86-5.10-main-kdump-zlib-d31',
  'x86-6.1-crash-null-deref',
  'x86-6.12-crash-null-deref',
];
const otherDumps = [
  'x86-newest-crash-null-deref',
  'arm64-6.12-16k-crash-null-deref',
  'x86-6.12-crash-null-deref-5level',
];

interface Opened {
  readonly kernel: Kernel;
  readonly meanings: AddressMeanings;
  /** Of the first process. */
  readonly task: bigint;
  readonly stack: bigint;
}

async function withKernel(path: string, use: (opened: Opened) => Promise<void> | void): Promise<void> {
  const kernel = await openKernel(path);
  try {
    await prepareTypes(kernel, neverCancelled);
    const stacks = new Stacks(kernel);
    const init = stacks.tasks.tasks.find(({ pid }) => pid === 1);
    assert.ok(init?.stackBase !== undefined);
    const meanings = new AddressMeanings(kernel, stacks);
    await use({ kernel, meanings, task: init.address, stack: init.stackBase });
  } finally {
    kernel.dump.close();
  }
}

function ourRd({ kernel, meanings }: Opened, address: bigint, sizeBytes: number, named: boolean): string {
  const bytes = new Uint8Array(sizeBytes);
  assert.deepEqual(kernel.memory.read(virtualAddress(address), bytes), []);
  if (!named) return rdText(address, [...bytes], 8, true);
  const { words } = readMemoryMeanings(kernel, meanings, address, sizeBytes, false);
  const names = new Map(words.flatMap(({ offset, crash }) => (crash === undefined ? [] : [[offset, crash]])));
  return rdSymbolsText(address, [...bytes], 8, true, names);
}

const digits = (address: bigint): string => address.toString(16);

describe('the memory panel on real dumps', function () {
  this.timeout(600_000);

  for (const name of dumpsWithCrash) {
    it(`says of ${name} what crash's vtop, kmem and rd say`, async () => {
      const dump = requireDump(name);
      await withKernel(dump.path, async (opened) => {
        const { kernel, meanings, task, stack } = opened;
        const initTask = kernel.findAddress('init_task') ?? 0n;
        const answers = await crashAnswers(dump, {
          vtopImage: `vtop ${digits(initTask)}`,
          vtopTask: `vtop ${digits(task + 8n)}`,
          vtopStack: `vtop ${digits(stack + 0x3f00n)}`,
          kmem: `kmem ${digits(task + 0x100n)}`,
          rd: `rd ${digits(task)} 64`,
          named: `rd -SS ${digits(task)} 128`,
        });
        for (const [printed, address] of [
          [answers.vtopImage, initTask],
          [answers.vtopTask, task + 8n],
          [answers.vtopStack, stack + 0x3f00n],
        ] as const) {
          const page = readVirtualPage(kernel, kernel.memory, meanings, address);
          assert.deepEqual(vtopParts(page), crashVtopParts(printed), `${digits(address)}\n${printed}`);
        }
        const { slab, owner } = readVirtualPage(kernel, kernel.memory, meanings, task + 0x100n);
        assert.ok(answers.kmem.includes(`[${digits(BigInt(slab?.objectAddress ?? 0))}]`), answers.kmem);
        assert.match(
          answers.kmem,
          new RegExp(`^${slab?.cacheAddress.slice(2) ?? ''} .* ${slab?.cacheName ?? ''}$`, 'm'),
        );
        assert.match(owner?.text ?? '', /^task 1 /);
        assert.equal(`${ourRd(opened, task, 512, false)}\n`, answers.rd);
        assert.equal(`${ourRd(opened, task, 1024, true)}\n`, answers.named);
      });
    });
  }

  for (const name of [...dumpsWithCrash.slice(0, 1), ...otherDumps]) {
    it(`explains the memory of ${name}`, async () => {
      await withKernel(requireDump(name).path, ({ kernel, meanings, task, stack }) => {
        const page = readVirtualPage(kernel, kernel.memory, meanings, task + 16n);
        assert.equal(page.slab?.objectAddress, hex(task));
        assert.equal(page.slab.cacheName, 'task_struct');
        assert.match(page.name ?? '', /^task_struct of task 1 /);
        assert.match(
          readVirtualPage(kernel, kernel.memory, meanings, stack + 64n).name ?? '',
          /^stack of task 1 /,
        );
        assert.match(
          readVirtualPage(kernel, kernel.memory, meanings, 0n).fault ?? '',
          /^Nothing is mapped there/,
        );

        const overlay = readMemoryOverlay(kernel, kernel.objects.struct('task_struct', task));
        const member = (path: string): string | undefined =>
          overlay.members.find((each) => each.path === path)?.value;
        assert.equal(member('pid'), '1');
        assert.match(member('comm') ?? '', /^"(init|systemd)"$/);

        const directMap = new DirectMap(kernel);
        const regions = kernelRegions(kernel, directMap);
        // arm64's kernel image lies in the middle of its vmalloc region.
        const within = (address: bigint): readonly string[] =>
          regions.filter(({ start, end }) => address >= start && address < end).map((region) => region.name);
        assert.deepEqual(within(task), ['direct map']);
        assert.deepEqual(within(stack), ['vmalloc']);
        assert.deepEqual(within(BigInt(page.frame?.pageAddress ?? 0)), ['vmemmap']);
        assert.ok(within(kernel.findAddress('_stext') ?? 0n).includes('kernel'));
      });
    });
  }

  it('finds text and pointers, and where the kernel sees them', async () => {
    for (const name of ['x86-6.1-kdump-zlib-d31', ...otherDumps]) {
      await withKernel(requireDump(name).path, ({ kernel, meanings, task }) => {
        const search = new MemorySearch(kernel, meanings);
        const all = (kind: 'text' | 'pointers', text: string): readonly string[] => {
          const found: string[] = [];
          for (let from: string | null = '0x0'; from !== null;) {
            const part: ReturnType<MemorySearch['part']> = search.part({ kind, text, from, maxHits: 10_000 });
            found.push(...part.hits.flatMap(({ virtual }) => virtual ?? []));
            from = part.next;
          }
          return found;
        };
        const banner = kernel.findAddress('linux_banner') ?? 0n;
        assert.ok(all('text', 'Linux version ').includes(hex(banner)), name);
        // The task's own list head is linked from its neighbours in the list of tasks.
        const tasks = kernel.objects.struct('task_struct', task).member('tasks');
        const next = tasks.member('next').pointer;
        const wordSize = BigInt(kernel.dump.machine.wordSizeBytes);
        assert.ok(all('pointers', `${hex(tasks.address)} 1`).includes(hex(next + wordSize)), name);
      });
    }
  });
});
