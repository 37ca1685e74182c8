import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { virtualAddress } from '../../core/base/address';
import type { Instruction } from '../../core/disassembly/instruction';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { withKernel } from './comparedStacks';
import { inTemporaryFolder, output, type Argv } from './lab/childProcess';
import { listedDumps } from './lab/labDump';
import { sampleFunctions } from './randomFunctions';

/** Where the sampled functions are laid one behind the other. */
const start = 0xffffffff81000000n;

const peers: Readonly<Record<string, Argv>> = {
  x86_64: ['objdump', '-m', 'i386:x86-64'],
  aarch64: ['aarch64-linux-gnu-objdump', '-m', 'aarch64'],
};

/** objdump's text of each instruction, by address. */
async function disassembledByPeer(arch: string, code: Uint8Array): Promise<ReadonlyMap<bigint, string>> {
  const text = await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'code');
    await writeFile(path, code);
    const [program, ...options] = peers[arch]!;
    return output([
      program,
      ...options,
      '-D',
      '-z',
      '-w',
      '-b',
      'binary',
      `--adjust-vma=0x${start.toString(16)}`,
      path,
    ]);
  });
  const lines = text.matchAll(/^ *([0-9a-f]+):\t[0-9a-f ]+\t(.*)$/gm);
  return new Map([...lines].map(([, address = '', line = '']) => [BigInt(`0x${address}`), line]));
}

/** Base and displacement of the memory operand in objdump's words. */
function peerOperand(
  arch: string,
  text: string,
): readonly [base: string | undefined, displacement: bigint] | undefined {
  const found =
    arch === 'x86_64'
      ? /(?<displacement>-?0x[0-9a-f]+)?\((?:%(?<base>\w+))?(?:,%\w+)?(?:,\d)?\)/.exec(text)?.groups
      : /\[(?<base>\w+)(?:, #(?<displacement>-?\w+))?/.exec(text)?.groups;
  if (!found) return undefined;
  const { base, displacement = '0' } = found;
  const size = BigInt(displacement.replace('-', ''));
  return [base, displacement.startsWith('-') ? -size : size];
}

/** They access no memory, in whatever words. */
const namesAddressOnly = /^(lea|nop|prefetch|prf|invlpg|cs nop|data16)/;
/** Ports of devices are written like memory; Capstone cuts ud1 short, and does not know arm64's unprivileged accesses. */
const toldDifferently = /^(in|out|ins|outs|ud1|ldtr|sttr)/;

/** Without what binutils adds for the eye, and the many names of doing nothing. */
const peerText = (text: string): string =>
  text
    .trimEnd()
    .replace(/ +# .*/, '')
    .replace(/ +/g, ' ');
const doesNothing = /nop|xchg %ax,%ax/;

function compare(arch: string, { text, memory, target }: Instruction, peer: string): void {
  const operand = namesAddressOnly.test(peer) ? undefined : peerOperand(arch, peer);
  if (operand && operand[0] !== 'rip') {
    assert.deepEqual([memory?.base, memory?.displacement], operand, `${text} is ${peer}`);
  }
  const goal = /^(?:call|j\w+|b|bl|cbn?z|tbn?z|b\.\w+)\b.* (0x[0-9a-f]+)$/.exec(peer.trimEnd())?.[1];
  if (goal !== undefined) assert.equal(target, BigInt(goal), `${text} is ${peer}`);
}

describe('the disassembler on the code of real kernels', function () {
  this.timeout(300_000);

  for (const name of ['x86-6.1-qemu-elf-5level', 'x86-newest-kdump-elf', 'arm64-6.12-16k-qemu-elf']) {
    it(`finds in ${name} the instructions, operands and targets that objdump finds`, async () => {
      const dump = listedDumps().find((candidate) => candidate.name === name);
      assert.ok(dump, `the lab has ${name}`);
      const functions = await withKernel(dump, (kernel) => sampleFunctions(kernel, 400));
      const disassembler = await loadDisassembler(dump.arch);
      assert.ok(disassembler && functions.length >= 300);
      const peer = await disassembledByPeer(dump.arch, Buffer.concat(functions.map(({ bytes }) => bytes)));
      let address = start;
      let compared = 0;
      let printedAlike = 0;
      for (const { bytes, name: functionName } of functions) {
        for (const instruction of disassembler.disassemble(bytes, virtualAddress(address))) {
          const text = peer.get(instruction.address);
          assert.ok(text !== undefined, `${functionName}: ${instruction.text} begins nowhere`);
          // What follows is cut otherwise.
          if (text.startsWith('ud1')) break;
          if (!toldDifferently.test(text)) compare(dump.arch, instruction, text);
          compared++;
          if (doesNothing.test(text) || instruction.text === peerText(text)) printedAlike++;
        }
        address += BigInt(bytes.length);
      }
      assert.ok(compared > 10_000, `${compared} instructions`);
      if (dump.arch === 'x86_64')
        assert.ok(printedAlike / compared > 0.99, `${printedAlike} of ${compared} are printed alike`);
    });
  }
});
