import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { virtualAddress } from '../../core/base/address';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { withKernel } from './comparedStacks';
import { asOnConsole, kernelLines } from './consoleForm';
import { requireDump, type LabDump } from './lab/labDump';

const command = join(__dirname, '../../cli/main.js');
const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'latin1', maxBuffer: 1 << 26 });

/**
 * What the kernel said, once: its first console and the one that takes over from it both say so, and the machine's
 * panel, which is the same line, shows the kernel's name in between (rtas_progress of arch/powerpc/kernel/rtas.c).
 */
function saidOnConsole({ reference }: LabDump): readonly string[] {
  const text = readFileSync(reference?.logPath ?? '', 'latin1').replace(/^#1 SMP [\w .]*(?=\[ )/gm, '');
  const isTakeover = (line: string): boolean => /printk: legacy (boot)?console /.test(line);
  const lines = kernelLines(text).split('\n');
  return lines.filter((line, index) => !isTakeover(line) || line !== lines[index - 1]);
}

interface Section {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

/** Of the kernel's file. */
function sectionOf(path: string, name: string): Section {
  const fields = new RegExp(` \\${name} +\\w+ +([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) `);
  const [, address, offset = '', size = ''] = fields.exec(run('readelf', '-SW', path)) ?? [];
  const start = parseInt(offset, 16);
  const bytes = readFileSync(path).subarray(start, start + parseInt(size, 16));
  return { address: BigInt(`0x${address}`), bytes };
}

describe('a dump of ppc64le, whose page tables are not read', function () {
  this.timeout(120_000);

  for (const dump of ['ppc64le-6.12-qemu-elf', 'ppc64le-6.12-qemu-kdump'].map(requireDump)) {
    it(`${dump.name}: has the log that the machine said`, () => {
      const printed = run(process.execPath, command, 'log', dump.path);
      assert.deepEqual(asOnConsole(printed).split('\n'), saidOnConsole(dump));
    });

    it(`${dump.name}: has the kernel where its file has it`, async () => {
      const { address, bytes } = sectionOf(dump.bootedPath ?? '', '.BTF');
      assert.ok(bytes.length > 2 ** 20);
      await withKernel(dump, ({ memory }) => {
        const found = Buffer.alloc(bytes.length);
        assert.deepEqual(memory.read(virtualAddress(address), found), []);
        assert.ok(found.equals(bytes));
      });
    });

    it(`${dump.name}: has the symbols of its file, and tasks with what they did`, async () => {
      const named = run('nm', dump.bootedPath ?? '').matchAll(/^([0-9a-f]{16}) [tT] (\w+)$/gm);
      const inFile = new Set([...named].map(([, address, name]) => `${address} ${name}`));
      await withKernel(dump, (kernel) => {
        const functions = [...kernel.symbolTable.symbols()].filter(({ type }) => /^[tT]$/.test(type));
        const strange = functions.filter(
          ({ name, address }) => /^\w+$/.test(name) && !inFile.has(`${address.toString(16)} ${name}`),
        );
        assert.ok(functions.length > 40_000, `${functions.length} functions`);
        assert.deepEqual(
          strange.map(({ name }) => name),
          [],
        );
        const { tasks } = new Stacks(kernel).tasks;
        assert.equal(tasks.find(({ pid }) => pid === 2)?.comm, 'kthreadd');
        assert.ok(tasks.filter(({ comm }) => comm === 'sleep').length >= 3);
        assert.equal(tasks.find(({ onCpu }) => onCpu)?.comm, 'init');
      });
    });
  }
});
