import { virtualAddress, type VirtualAddress } from '../base/address';
import type { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { Translator } from '../arch/architecture';
import type { DumpedMachine } from '../dump/dumpImage';
import { cDeclaration } from './cText';
import { sizeOfType, strippedType, type CType } from './cType';
import { memberMissing, memoryAbsent, typeMissing, typeUnfit } from './errors';
import { findMember, type MemberPlace } from './layout';
import { numberView, unsignedNumber } from './numberViews';
import type { TypeTable } from './typeTable';

/** Where kernel objects live: memory, and the types of what is in it. */
export interface ObjectSpace {
  readonly memory: Pick<VirtualMemory, 'read'>;
  readonly types: TypeTable;
  readonly machine: Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>;
  /** The address behind a pointer that carries a signature or a tag. */
  readonly stripPointer: Translator['stripPointer'];
}

/** Bits of a bit field, counted from the object's address. */
interface BitField {
  readonly offset: number;
  readonly size: number;
}

/** More text than anything in the kernel that is shown as such. */
const maxTextBytes = 4096;

/**
 * An object of the kernel at an address, with its C type. Nothing is read until a value is asked for:
 * `task.member('mm').target.member('total_vm').number`.
 * Values throw VmcoreError `memory-absent` where the dump lacks their bytes; see `ifKnown`.
 */
export class TypedObject {
  constructor(
    readonly space: ObjectSpace,
    readonly type: CType,
    readonly address: VirtualAddress,
    readonly bits?: BitField,
  ) {}

  /** The struct or union of that name at the address. @throws VmcoreError `type-missing` */
  static ofStruct(space: ObjectSpace, name: string, address: bigint): TypedObject {
    const type = space.types.findStruct(name);
    if (!type) throw typeMissing(`struct ${name}`);
    return new TypedObject(space, type, virtualAddress(address));
  }

  /** The first of the names that this kernel's type has. @throws VmcoreError `member-missing` */
  member(...names: readonly string[]): TypedObject {
    const found = this.findMember(...names);
    if (!found) throw memberMissing(cDeclaration(this.type), names);
    return found;
  }

  /** Members of anonymous structs count as the object's own. */
  findMember(...names: readonly string[]): TypedObject | undefined {
    const type = strippedType(this.type);
    if (type.kind !== 'struct' && type.kind !== 'union') return undefined;
    for (const name of names) {
      const place = findMember(type, name);
      if (place) return this.at(place);
    }
    return undefined;
  }

  /** What stands at that place of the object. */
  at({ type, offsetBits, bitFieldSize }: MemberPlace): TypedObject {
    const address = virtualAddress(this.address + BigInt(Math.floor(offsetBits / 8)));
    const bits = bitFieldSize === undefined ? undefined : { offset: offsetBits % 8, size: bitFieldSize };
    return new TypedObject(this.space, type, address, bits);
  }

  /** The element of an array; its count is not asked, since arrays at the end of structs have more than they say. */
  element(index: number): TypedObject {
    const type = strippedType(this.type);
    if (type.kind !== 'array') throw typeUnfit(cDeclaration(this.type), 'array');
    const offset = BigInt(index) * BigInt(sizeOfType(type.element));
    return new TypedObject(this.space, type.element, virtualAddress(this.address + offset));
  }

  /** The object that many places further on, as C's pointer arithmetic counts. */
  plus(count: number): TypedObject {
    const offset = BigInt(count) * BigInt(sizeOfType(this.type));
    return new TypedObject(this.space, this.type, virtualAddress(this.address + offset));
  }

  /** What a pointer points to; of type void where the pointer says no more. */
  get target(): TypedObject {
    const type = strippedType(this.type);
    if (type.kind !== 'pointer') throw typeUnfit(cDeclaration(this.type), 'pointer');
    return new TypedObject(this.space, type.target, this.pointer);
  }

  /** The same bytes as another struct: `node.as('task_struct')`. @throws VmcoreError `type-missing` */
  as(structName: string): TypedObject {
    return TypedObject.ofStruct(this.space, structName, this.address);
  }

  /** The same bytes as another type. */
  withType(type: CType): TypedObject {
    return new TypedObject(this.space, type, this.address);
  }

  /** An object of the same type at another address. */
  movedTo(address: bigint): TypedObject {
    return new TypedObject(this.space, this.type, virtualAddress(address));
  }

  /** The address that a pointer holds, without signature or tag. */
  get pointer(): VirtualAddress {
    return this.space.stripPointer(BigInt.asUintN(64, this.value));
  }

  /** An integer, enum or pointer, with its sign. */
  get value(): bigint {
    const type = strippedType(this.type);
    const signed = (type.kind === 'integer' || type.kind === 'enum') && type.signed;
    if (this.bits) return this.readBits(this.bits, signed);
    const sizeBytes = sizeOfType(type);
    const isScalar = type.kind === 'integer' || type.kind === 'enum' || type.kind === 'pointer';
    if (!isScalar || sizeBytes < 1 || sizeBytes > 16) throw typeUnfit(cDeclaration(this.type), 'number');
    const value = unsignedNumber(this.readNumber(sizeBytes));
    return signed ? BigInt.asIntN(sizeBytes * 8, value) : value;
  }

  /** The same as a double, exact up to 2^53. */
  get number(): number {
    return Number(this.value);
  }

  /** Text up to the first NUL, of an array of characters or of where a pointer to them leads. */
  get text(): string {
    const type = strippedType(this.type);
    const { memory } = this.space;
    if (type.kind === 'array')
      return readText(memory, this.address, Math.min(sizeOfType(type), maxTextBytes));
    if (type.kind === 'pointer') return readText(memory, this.pointer, maxTextBytes);
    throw typeUnfit(cDeclaration(this.type), 'text');
  }

  /** The view is good until the next number is read. */
  private readNumber(sizeBytes: number): StructView {
    const view = numberView(sizeBytes, this.space.machine.littleEndian);
    const [gap] = this.space.memory.read(this.address, view.bytes);
    if (gap) throw memoryAbsent(this.address + BigInt(gap.offset), cDeclaration(this.type), gap);
    return view;
  }

  /** Big-endian machines count bits from the top of the first byte. */
  private readBits({ offset, size }: BitField, signed: boolean): bigint {
    const sizeBytes = Math.ceil((offset + size) / 8);
    const view = this.readNumber(sizeBytes);
    const shift = view.littleEndian ? offset : sizeBytes * 8 - offset - size;
    const value = BigInt.asUintN(size, unsignedNumber(view) >> BigInt(shift));
    return signed ? BigInt.asIntN(size, value) : value;
  }
}

/** Bytes behind the end of the text may be missing from the dump; the text itself may not. */
function readText(memory: ObjectSpace['memory'], address: VirtualAddress, sizeBytes: number): string {
  const bytes = new Uint8Array(sizeBytes);
  const [gap] = memory.read(address, bytes);
  const end = bytes.subarray(0, gap?.offset).indexOf(0);
  if (end < 0 && gap) throw memoryAbsent(address + BigInt(gap.offset), 'text', gap);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('latin1');
}
