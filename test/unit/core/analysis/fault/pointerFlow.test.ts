import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { pointedMember, pointersAt } from '../../../../../core/analysis/fault/pointerFlow';
import { loadDisassembler } from '../../../../../core/disassembly/loadDisassembler';
import type { CType, FunctionType, StructType } from '../../../../../core/types/cType';

const start = virtualAddress(0xffffffff81000000n);
const int: CType = { kind: 'integer', name: 'int', sizeBytes: 4, signed: true, isBoolean: false };
const pointerTo = (target: CType): CType => ({ kind: 'pointer', sizeBytes: 8, target });
const struct = (name: string, sizeBytes: number, members: StructType['members']): StructType => ({
  kind: 'struct',
  name,
  sizeBytes,
  members,
});
const queue = struct('queue', 24, [{ name: 'depth', type: int, offsetBits: 16 * 8 }]);
const device = struct('device', 40, [
  { name: 'id', type: int, offsetBits: 0 },
  { name: 'queue', type: pointerTo(queue), offsetBits: 32 * 8 },
]);
const prototype: FunctionType = {
  kind: 'function',
  returns: int,
  parameters: [
    { name: 'device', type: pointerTo(device) },
    { name: 'depth', type: int },
    { name: 'other', type: pointerTo(queue) },
  ],
};

/** What the registers hold before the last of these instructions. */
async function heldAtEnd(machine: string, ...hex: readonly string[]): Promise<Record<string, string>> {
  const disassembler = await loadDisassembler(machine);
  assert.ok(disassembler);
  const code = disassembler.disassemble(Buffer.from(hex.join(''), 'hex'), start);
  const known = pointersAt(disassembler, code, prototype, code.at(-1)!.address);
  return Object.fromEntries([...known].map(([register, { text }]) => [register, text]));
}

const x86 = (...hex: readonly string[]): Promise<Record<string, string>> => heldAtEnd('x86_64', ...hex);

const copyToRbx = '4889fb';
const call = 'e800000000';
const loadQueue = '488b4320';
const store = '897010';

describe('what registers hold in terms of parameters', () => {
  it('begins with the parameters in their registers', async () => {
    assert.deepEqual(await x86('90'), { rdi: 'device', rdx: 'other' });
  });

  it('follows copies and members; what is written otherwise is not known', async () => {
    assert.deepEqual(await x86(copyToRbx, '31ff', loadQueue, store), {
      rdx: 'other',
      rbx: 'device',
      rax: 'device->queue',
    });
  });

  it('keeps over a call what the callee has to keep', async () => {
    assert.deepEqual(await x86(copyToRbx, call, '90'), { rbx: 'device' });
  });

  it('knows what all ways have in common alone', async () => {
    // je over `mov %rsi,%rdi`: rdi is the device on one way and something else on the other.
    assert.deepEqual(await x86(copyToRbx, '7403', '4889f7', '90'), { rdx: 'other', rbx: 'device' });
    // A loop back to before the load, with rdi changed inside.
    assert.deepEqual(await x86('90', '488b7f20', '75f9', '90'), { rdx: 'other' });
  });

  it('knows nothing where the code jumps to places that it does not name', async () => {
    assert.deepEqual(await x86('ffe0', '90'), {});
  });

  it('knows nothing where a jump leads into the middle of an instruction', async () => {
    assert.deepEqual(await x86('7401', '4889fb', '90'), {});
  });

  it('does not trust ways that nothing leads to', async () => {
    // jmp over `mov %rsi,%rdi`, which falls through to where the jump goes.
    assert.deepEqual(await x86('eb03', '4889f7', '90'), {});
  });

  it('is the same on arm64', async () => {
    // mov x19, x0; bl; ldr x1, [x19, #32]; str w2, [x1, #16]
    assert.deepEqual(await heldAtEnd('aarch64', 'f30300aa', '10000094', '611240f9', '221000b9'), {
      x19: 'device',
      x1: 'device->queue',
    });
  });

  it('names the member behind a pointer', () => {
    const pointer = { text: 'device', type: pointerTo(device), parameter: 'device' };
    assert.equal(pointedMember(pointer, 32n)?.path, 'queue');
    assert.equal(pointedMember(pointer, 8n), undefined, 'padding');
    assert.equal(pointedMember(pointer, -8n), undefined, 'in front of the struct');
    assert.equal(pointedMember({ ...pointer, type: int }, 0n), undefined, 'no pointer at all');
  });
});
