import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pointersAt } from '../../core/analysis/fault/pointerFlow';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import type { Kernel } from '../../core/kernel/kernel';
import { strippedType, type FunctionType } from '../../core/types/cType';
import { withKernel } from './comparedStacks';
import { listedDumps } from './lab/labDump';
import { answerLines } from './lab/peerReads';
import { sampleFunctions } from './randomFunctions';

/** Where a parameter is at one instruction, in our eyes. */
interface Claim {
  readonly functionName: string;
  readonly start: bigint;
  readonly address: bigint;
  readonly parameter: string;
  readonly registers: readonly string[];
}

function prototypeOf({ types }: Kernel, name: string): FunctionType | undefined {
  const found = types?.table.findFunction(name);
  const type = found && strippedType(found);
  return type?.kind === 'function' ? type : undefined;
}

/** What is claimed of one instruction in the middle of each function. */
async function claimsOn(kernel: Kernel): Promise<readonly Claim[]> {
  const disassembler = await loadDisassembler(kernel.dump.machine.name);
  assert.ok(disassembler);
  const kaslrOffset = kernel.vmcoreinfo.kaslrOffset ?? 0n;
  const functions = sampleFunctions(kernel, 400, (name) => prototypeOf(kernel, name) !== undefined);
  return functions.flatMap(({ name, bytes, address }) => {
    const code = disassembler.disassemble(bytes, address);
    const at = code[Math.floor(code.length / 2)];
    const prototype = prototypeOf(kernel, name);
    if (!at || !prototype) return [];
    const byParameter = new Map<string, string[]>();
    for (const [register, { text, parameter }] of pointersAt(disassembler, code, prototype, at.address)) {
      if (text === parameter) byParameter.set(text, [...(byParameter.get(text) ?? []), register]);
    }
    return [...byParameter].map(([parameter, registers]) => ({
      functionName: name,
      start: address - kaslrOffset,
      address: at.address - kaslrOffset,
      parameter,
      registers,
    }));
  });
}

describe('what registers hold in the middle of real functions', function () {
  this.timeout(300_000);

  it("is what the compiler's DWARF says, as far as that says", async () => {
    const dump = listedDumps().find(({ name }) => name === 'x86-6.1-qemu-elf-5level');
    assert.ok(dump?.vmlinux);
    const claims = await withKernel(dump, claimsOn);
    const script = join(__dirname, '../../../test/dumps/lab/peers/parametersWithGdb.py');
    const answers = await answerLines(
      ['gdb', '-nx', '-batch', dump.vmlinux, '-x', script],
      claims.map(
        ({ start, address, parameter }) => `${start.toString(16)} ${address.toString(16)} ${parameter}`,
      ),
    );
    let confirmed = 0;
    for (const [index, { functionName, address, parameter, registers }] of claims.entries()) {
      const register = answers[index];
      if (register === undefined || register === '-') continue;
      const what = `${parameter} of ${functionName} at ${address.toString(16)}: ${registers.join(' and ')}`;
      assert.ok(registers.includes(register), `${what}, and by DWARF ${register}`);
      confirmed++;
    }
    assert.ok(confirmed >= 150, `${confirmed} of ${claims.length} confirmed`);
    process.stdout.write(`    ${confirmed} of ${claims.length} parameters in registers confirmed by DWARF\n`);
  });
});
