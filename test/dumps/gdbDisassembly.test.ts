import assert from 'node:assert/strict';
import { virtualAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import type { DumpedMachine } from '../../core/dump/dumpImage';
import type { GdbDisassembler } from '../../core/engines/gdb/gdbDisassembler';
import { CodeReader } from '../../debug-adapter/code/codeReader';
import { startGdbDisassembler } from '../../debug-adapter/engines/codeOfDump';
import { withKernel } from './comparedStacks';
import { requireDump } from './lab/labDump';
import { sampleFunctions } from './randomFunctions';

const withoutRemark = (text: string): string => text.replace(/ # .*/, '');
/** It has many names. */
const doesNothing = /nop|xchg %ax,%ax/;

describe('gdb as the disassembler of machines that are not decoded here', function () {
  this.timeout(300_000);

  async function withGdb<Result>(
    machine: DumpedMachine,
    use: (gdb: GdbDisassembler) => Promise<Result>,
    program?: string,
  ): Promise<Result> {
    const gdb = await startGdbDisassembler(machine, program);
    try {
      return await use(gdb);
    } finally {
      gdb.dispose();
    }
  }

  const machine = (name: string, wordSizeBytes: 4 | 8, littleEndian: boolean): DumpedMachine => ({
    ...{ name, wordSizeBytes, littleEndian },
  });

  it('finds the instructions of x86-64 that are found here, of the same lengths and in the same words', async () => {
    await withKernel(requireDump('x86-6.1-qemu-elf-5level'), async (kernel) => {
      const own = await loadDisassembler('x86_64');
      assert.ok(own);
      await withGdb(kernel.dump.machine, async (gdb) => {
        let compared = 0;
        let printedAlike = 0;
        for (const { name, address, bytes } of sampleFunctions(kernel, 150)) {
          const ours = own.disassemble(bytes, address);
          const theirs = await gdb.disassemble(bytes, address);
          for (const [index, instruction] of ours.entries()) {
            const peer = theirs[index];
            // Capstone takes ud1 for an instruction of two bytes; what follows is cut otherwise.
            if (peer?.text.startsWith('ud1')) break;
            const what = `${name}: ${instruction.text} is ${peer?.text}`;
            assert.equal(peer?.address, instruction.address, what);
            assert.deepEqual(Buffer.from(peer.bytes), Buffer.from(instruction.bytes), what);
            compared++;
            if (doesNothing.test(peer.text) || withoutRemark(peer.text) === instruction.text) printedAlike++;
          }
        }
        assert.ok(compared > 5000, `${compared} instructions`);
        assert.ok(printedAlike / compared > 0.99, `${printedAlike} of ${compared} are printed alike`);
      });
    });
  });

  it('goes back from an address by whole instructions', async () => {
    await withKernel(requireDump('x86-6.1-qemu-elf-5level'), async (kernel) => {
      const own = await loadDisassembler('x86_64');
      assert.ok(own);
      await withGdb(kernel.dump.machine, async (gdb) => {
        for (const { name, address, bytes } of sampleFunctions(kernel, 10, (text) =>
          text.startsWith('tcp_'),
        )) {
          const inside = own.disassemble(bytes, address).at(-1)?.address;
          assert.ok(inside !== undefined, name);
          const places = async (reader: CodeReader): Promise<readonly bigint[]> =>
            [...(await reader.before(inside, 60)), ...(await reader.from(inside, 5))].map(
              (line) => line.address,
            );
          const expected = await places(new CodeReader(kernel, own));
          assert.equal(expected.length, 65, name);
          assert.deepEqual(await places(new CodeReader(kernel, gdb)), expected, name);
        }
      });
    });
  });

  const start = virtualAddress(0x8000_1000n);
  const others = [
    {
      ...machine('i586', 4, true),
      code: '5589e5e8f6ffffff',
      texts: ['push %ebp', 'mov %esp,%ebp', 'call 0x80000ffe'],
    },
    { ...machine('armv7l', 4, true), code: '00482de9', texts: ['push {r11, lr}'] },
    { ...machine('riscv64', 8, true), code: '130101ff06e4', texts: ['add sp,sp,-16', 'sd ra,8(sp)'] },
    { ...machine('ppc64le', 8, true), code: 'a602087c01000048', texts: ['mflr r0', 'bl 0x80001004'] },
    { ...machine('s390x', 8, false), code: 'c0e50000000107fe', texts: ['brasl %r14,0x80001002', 'br %r14'] },
  ];
  for (const { code, texts, ...other } of others) {
    it(`reads code of ${other.name}`, async () => {
      const found = await withGdb(other, async (gdb) => gdb.disassemble(Buffer.from(code, 'hex'), start));
      assert.deepEqual(
        found.map(({ text }) => text),
        texts,
      );
      assert.equal(Buffer.concat(found.map(({ bytes }) => bytes)).toString('hex'), code);
    });
  }

  it('leaves away an instruction that is cut off, and shows what is none in words of gdb', async () => {
    const bytes = Buffer.from('90069048c7', 'hex');
    const found = await withGdb(machine('x86_64', 8, true), async (gdb) => gdb.disassemble(bytes, start));
    assert.deepEqual(
      found.map(({ text }) => text),
      ['nop', '(bad)', 'nop'],
    );
  });

  it('says which gdb knows more machines where one knows its own alone', async () => {
    await assert.rejects(startGdbDisassembler(machine('riscv64', 8, true), 'gdb'), (error) => {
      assert.ok(error instanceof VmcoreError);
      assert.equal(error.code, 'machine-unknown-to-gdb');
      assert.match(`${error.message} ${error.nextStep}`, /Code of riscv64.*bin\/gdb.*gdb-multiarch/);
      return true;
    });
    await assert.rejects(startGdbDisassembler(machine('riscv64', 8, true), '/nowhere/gdb'), {
      code: 'engine-missing',
      nextStep: /Install.*gdb-multiarch/,
    });
    await assert.rejects(startGdbDisassembler(machine('riscv64', 8, true), false), {
      code: 'engine-unsuited',
    });
    await assert.rejects(startGdbDisassembler(machine('constructor', 8, true)), { code: 'engine-unsuited' });
  });
});
