import type { Attempts } from '../base/attempts';
import { hex } from '../base/address';
import type { Disassembler } from '../disassembly/disassembler';
import type { Kernel } from '../kernel/kernel';
import type { Stacks } from '../kernel/stacks';
import type { FaultAddress, InstructionData, RegisterData } from '../protocol/verdict';
import type { CrashScene } from './crashScene';
import type { FaultingInstruction } from './faultingInstruction';
import { findAccessedMember } from './memberAccess';
import { annotateRegisters, valueReader } from './registerMeanings';
import { findAccess } from './rules/memoryAccess';
import { pointerMeaning } from './valueMeaning';

/** The instruction that failed, as far as the scene has one. */
export interface FaultData {
  readonly instruction?: InstructionData;
  readonly registers?: readonly RegisterData[];
  readonly address?: FaultAddress;
  /** What the instruction did in terms of C; empty where that is not certain. */
  readonly sentence: string;
  /** The object that was accessed, where it is one. */
  readonly object?: { readonly name: string; readonly address: string };
}

interface FaultContext {
  readonly kernel: Kernel;
  readonly disassembler: Disassembler | undefined;
  readonly scene: CrashScene;
  readonly stacks: Stacks;
  readonly attempts: Attempts;
}

export function describeFault(context: FaultContext): FaultData {
  const { scene, kernel, stacks, attempts } = context;
  const [place] = scene.frames;
  if (place?.kind !== 'interrupted' || !place.registers) return { sentence: '' };
  const { addressBits } = scene.source;
  const tasks = attempts.try(() => stacks.tasks.tasks) ?? [];
  const read = valueReader(kernel, tasks, addressBits);
  const meaningOf = (value: bigint): string | undefined => attempts.try(() => read(value));
  const instruction = scene.instruction && instructionData(context, scene.instruction);
  const address = faultAddress(scene);
  const base = instruction?.access?.base;
  const pointer = base === undefined ? undefined : place.registers.get(base);
  const member = instruction?.access?.member;
  const object =
    member && pointer !== undefined && isObject(pointer, addressBits)
      ? objectOf(member.struct, pointer)
      : undefined;
  return {
    registers: annotateRegisters(place.registers, scene.instruction, meaningOf),
    ...(instruction && { instruction }),
    ...(address && { address }),
    ...(object && { object }),
    sentence: sentenceOf(instruction, pointer, address?.access),
  };
}

function instructionData(
  { kernel, disassembler, scene, attempts }: FaultContext,
  faulting: FaultingInstruction,
): InstructionData {
  const { address: pc, bytes, text, memory } = faulting.instruction;
  const [frame] = scene.frames;
  const member =
    disassembler && frame && attempts.try(() => findAccessedMember(kernel, disassembler, frame, faulting));
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

/** Whether it may be looked at: a pointer into the kernel's half. */
function isObject(pointer: bigint, addressBits: number): boolean {
  return pointer >> BigInt(addressBits - 1) !== 0n && pointerMeaning(pointer, addressBits) === undefined;
}

function objectOf(struct: string, pointer: bigint): { name: string; address: string } {
  return { name: struct.replace(/^(struct|union) /, ''), address: hex(pointer) };
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
