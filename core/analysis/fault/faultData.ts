import { hex } from '../../base/address';
import type { FaultAddress, InstructionData, MemoryAccess, RegisterData } from '../../protocol/verdict';
import type { CrashScene } from '../scene/crashScene';
import type { DumpContext } from '../scene/dumpScene';
import type { FaultingInstruction } from './faultingInstruction';
import { findAccessedMember } from './memberAccess';
import type { NamedObject } from '../nextSteps';
import { annotateRegisters, valueReader } from '../values/registerMeanings';
import { findAccess } from '../rules/memoryAccess';
import { pointerMeaning } from '../values/valueMeaning';

/** The instruction that failed, as far as the scene has one. */
export interface FaultData {
  readonly instruction?: InstructionData;
  readonly registers?: readonly RegisterData[];
  readonly address?: FaultAddress;
  /** What the instruction did in terms of C; empty where that is not certain. */
  readonly sentence: string;
  /** The object that was accessed, where it is one. */
  readonly object?: NamedObject;
}

/** @param dump undefined where there is only a log */
export function describeFault(scene: CrashScene, dump: DumpContext | undefined): FaultData {
  const [place] = scene.frames;
  if (place?.kind !== 'interrupted' || !place.registers) return { sentence: '' };
  const instruction = scene.instruction && instructionData(scene, scene.instruction, dump);
  const address = faultAddress(scene);
  const base = instruction?.access?.base;
  const pointer = base === undefined ? undefined : place.registers.get(base);
  const object =
    pointer === undefined ? undefined : accessedObject(instruction, pointer, scene.source.addressBits);
  return {
    registers: annotateRegisters(
      place.registers,
      scene.instruction?.instruction.memory,
      meaningReader(scene, dump),
    ),
    ...(instruction && { instruction }),
    ...(address && { address }),
    ...(object && { object }),
    sentence: sentenceOf(instruction, pointer, address?.access),
  };
}

function meaningReader(
  scene: CrashScene,
  dump: DumpContext | undefined,
): (value: bigint) => string | undefined {
  const { addressBits } = scene.source;
  const tasks = dump?.attempts.try(() => dump.stacks.tasks.tasks) ?? [];
  const read = valueReader(dump?.kernel, tasks, addressBits);
  return (value) => (dump ? dump.attempts.try(() => read(value)) : read(value));
}

function instructionData(
  scene: CrashScene,
  faulting: FaultingInstruction,
  dump: DumpContext | undefined,
): InstructionData {
  const { address: pc, bytes, text, memory } = faulting.instruction;
  const member = dump && findMember(scene, faulting, dump);
  return {
    pc: hex(pc),
    bytes: Buffer.from(bytes).toString('hex'),
    text,
    source: faulting.source,
    ...(memory && {
      access: {
        ...(memory.base !== undefined && { base: memory.base }),
        ...(memory.index !== undefined && { index: memory.index, scale: memory.scale ?? 1 }),
        displacement: Number(memory.displacement),
        ...(faulting.address !== undefined && { address: hex(faulting.address) }),
        ...(member && { member }),
      },
    }),
  };
}

function findMember(
  { frames: [frame] }: CrashScene,
  faulting: FaultingInstruction,
  { kernel, disassembler, attempts }: DumpContext,
): MemoryAccess['member'] | undefined {
  if (!disassembler || !frame) return undefined;
  return attempts.try(() => findAccessedMember(kernel, disassembler, frame, faulting));
}

/** Only of an access that the processor refused. */
function faultAddress(scene: CrashScene): FaultAddress | undefined {
  const access = scene.oops?.fault.address ? findAccess(scene) : undefined;
  if (!access) return undefined;
  const meaning = pointerMeaning(access.address, scene.source.addressBits);
  return {
    value: hex(access.address),
    ...(meaning !== undefined && { meaning }),
    ...(access.kind && { access: access.kind }),
  };
}

/** The struct whose member was accessed, where its address may be looked at: a pointer into the kernel's half. */
function accessedObject(
  instruction: InstructionData | undefined,
  pointer: bigint,
  addressBits: number,
): FaultData['object'] {
  const struct = instruction?.access?.member?.struct;
  const isKernelAddress = pointer >> BigInt(addressBits - 1) !== 0n;
  if (struct === undefined || !isKernelAddress || pointerMeaning(pointer, addressBits) !== undefined)
    return undefined;
  return { struct, address: hex(pointer) };
}

/** "It wrote `device->queue->depth` (offset 0x10 of struct labcrash_queue) with rax = 0x0." */
function sentenceOf(
  instruction: InstructionData | undefined,
  pointer: bigint | undefined,
  access: FaultAddress['access'],
): string {
  const memory = instruction?.access;
  if (memory?.base === undefined || pointer === undefined) return '';
  const held = `${memory.base} = ${hex(pointer)}`;
  const did = access === 'write' ? 'wrote' : access === 'read' ? 'read' : 'accessed';
  if (!memory.member) {
    const sign = memory.displacement < 0 ? '-' : '+';
    return `The instruction ${did} memory at ${memory.base} ${sign} 0x${Math.abs(memory.displacement).toString(16)}, with ${held}.`;
  }
  const { struct, member, pointer: name } = memory.member;
  return `The instruction ${did} ${name}->${member}, at offset 0x${memory.displacement.toString(16)} of ${struct}, with ${name} in ${held}.`;
}
