import type { AnalyzingDisassembler } from '../../disassembly/disassembler';
import type { Instruction } from '../../disassembly/instruction';
import { strippedType, structOf, type CType, type FunctionType, type StructType } from '../../types/cType';
import { memberAt, type MemberAt } from '../../types/memberAt';

/** A pointer in terms of the function's own parameters. */
export interface KnownPointer {
  /** `file`, `file->f_op` */
  readonly text: string;
  readonly type: CType;
  /** The parameter that it comes from. */
  readonly parameter: string;
}

/** What is known of the registers at one instruction. */
type Registers = ReadonlyMap<string, KnownPointer>;

/** Longer functions are left alone: an answer is worth less than the wait. */
const maxInstructions = 4000;

/**
 * What the registers hold just before the instruction at `pc`, on every way that leads there from the function's
 * start: a parameter, or what is reached from one through members. A register of which that is not certain is left
 * out; so are all where the function jumps to places that its code does not name.
 */
export function pointersAt(
  disassembler: AnalyzingDisassembler,
  code: readonly Instruction[],
  prototype: FunctionType,
  pc: bigint,
): Registers {
  const known = new FlowThroughFunction(disassembler, code).run(parameterRegisters(disassembler, prototype));
  return known?.get(pc) ?? new Map<string, KnownPointer>();
}

/** The struct that a known pointer points to. */
export function pointedStruct({ type }: KnownPointer): StructType | undefined {
  const pointer = strippedType(type);
  return pointer.kind === 'pointer' ? structOf(pointer.target) : undefined;
}

/** The member that stands `displacement` bytes behind where the pointer points. */
export function pointedMember(pointer: KnownPointer, displacement: bigint): MemberAt | undefined {
  const struct = pointedStruct(pointer);
  return struct && displacement >= 0n ? memberAt(struct, Number(displacement)) : undefined;
}

/** Integers and pointers take one register each, in order; what is behind anything else may be anywhere. */
function parameterRegisters(
  { argumentRegisters }: AnalyzingDisassembler,
  { parameters }: FunctionType,
): Registers {
  const known = new Map<string, KnownPointer>();
  for (const [index, register] of argumentRegisters.entries()) {
    const parameter = parameters[index];
    const kind = parameter && strippedType(parameter.type).kind;
    if (!parameter || (kind !== 'pointer' && kind !== 'integer' && kind !== 'enum')) break;
    const text = parameter.name === '' ? `argument ${index + 1}` : parameter.name;
    if (kind === 'pointer') known.set(register, { text, type: parameter.type, parameter: text });
  }
  return known;
}

/** Between what is executed, to align it. */
const padding = /^(nop|int3|data16|xchgw %ax, %ax|udf)/;

class FlowThroughFunction {
  private readonly byAddress: ReadonlyMap<bigint, Instruction>;
  private readonly states = new Map<bigint, Registers>();
  private readonly waiting: bigint[] = [];

  constructor(
    private readonly disassembler: AnalyzingDisassembler,
    private readonly code: readonly Instruction[],
  ) {
    this.byAddress = new Map(code.map((instruction) => [instruction.address, instruction]));
  }

  /** Undefined where the ways through the function are not known. */
  run(atStart: Registers): ReadonlyMap<bigint, Registers> | undefined {
    const [first] = this.code;
    const isIndirect = this.code.some(({ flow }) => flow === 'indirect');
    if (!first || isIndirect || this.code.length > maxInstructions) return undefined;
    this.reach(first.address, atStart);
    if (!this.followAll()) return undefined;
    // Code that nothing in the function leads to (fixups of user accesses) may still lead back into it.
    for (const { address, text } of this.code) {
      if (this.states.has(address) || padding.test(text)) continue;
      this.reach(address, new Map<string, KnownPointer>());
      if (!this.followAll()) return undefined;
    }
    return this.states;
  }

  /** Ends: what is known at a place only ever gets less. */
  private followAll(): boolean {
    for (let address = this.waiting.pop(); address !== undefined; address = this.waiting.pop()) {
      const instruction = this.byAddress.get(address);
      const before = this.states.get(address);
      if (!instruction || !before) continue;
      const after = this.after(instruction, before);
      for (const next of this.successors(instruction)) {
        if (!this.byAddress.has(next)) return false;
        this.reach(next, after);
      }
    }
    return true;
  }

  private successors({ address, bytes, flow, target }: Instruction): readonly bigint[] {
    const behind = address + BigInt(bytes.length);
    const next = flow === 'next' || flow === 'call' || flow === 'branch' ? [behind] : [];
    const leadsThere = flow === 'branch' || flow === 'jump';
    const targets = leadsThere && target !== undefined && this.isInside(target) ? [target] : [];
    // Padding may end the code that was decoded.
    return [...next.filter((at) => this.isInside(at)), ...targets];
  }

  private isInside(address: bigint): boolean {
    const [first] = this.code;
    const last = this.code.at(-1);
    return first !== undefined && last !== undefined && address >= first.address && address <= last.address;
  }

  private reach(address: bigint, registers: Registers): void {
    const before = this.states.get(address);
    const merged = before ? common(before, registers) : registers;
    if (before && merged.size === before.size) return;
    this.states.set(address, merged);
    this.waiting.push(address);
  }

  private after({ flow, writes, copy, memory, loadsWordInto }: Instruction, before: Registers): Registers {
    const { preservedRegisters } = this.disassembler;
    const after = new Map(before);
    if (flow === 'call') {
      for (const register of before.keys())
        if (!preservedRegisters.includes(register)) after.delete(register);
    }
    for (const register of writes) after.delete(register);
    const copied = copy && before.get(copy.from);
    if (copy && copied) after.set(copy.to, copied);
    const base =
      memory?.base === undefined || memory.index !== undefined ? undefined : before.get(memory.base);
    const loaded = loadsWordInto !== undefined && base && memory && loadedPointer(base, memory.displacement);
    if (loaded) after.set(loadsWordInto, loaded);
    return after;
  }
}

/** What both ways agree on. */
function common(a: Registers, b: Registers): Registers {
  return new Map([...a].filter(([register, { text }]) => b.get(register)?.text === text));
}

/** A member that is a pointer itself, read in whole. */
function loadedPointer(base: KnownPointer, displacement: bigint): KnownPointer | undefined {
  const member = pointedMember(base, displacement);
  if (!member || member.offset !== 0 || strippedType(member.type).kind !== 'pointer') return undefined;
  return { text: `${base.text}->${member.path}`, type: member.type, parameter: base.parameter };
}
