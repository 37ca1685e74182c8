import { btfKind } from '../../core/types/btfKinds';

/** A member: its name, the number of its type, where it stands in bits, and how many bits when it is a bit field. */
export type BuiltMember = readonly [name: string, type: number, offsetBits: number, bitFieldSize?: number];

/** Writes BTF sections as pahole does; every method returns the number of the new type. */
export class BtfBuilder {
  private readonly types: Buffer[] = [];
  private readonly strings = new Map<string, number>();
  private stringsEnd: number;

  constructor(
    private readonly littleEndian = true,
    /** The kernel's, for the section of a module, which goes on where that one ends. */
    private readonly base?: BtfBuilder,
  ) {
    this.stringsEnd = base?.stringsEnd ?? 0;
    if (!base) this.string('');
  }

  /** The number that the next type will have: for types that refer to themselves. */
  get next(): number {
    return this.types.length + (this.base?.next ?? 1);
  }

  integer(
    name: string,
    sizeBytes: number,
    { signed = false, boolean = false, bits = sizeBytes * 8 } = {},
  ): number {
    const encoding = (signed ? 1 : 0) | (boolean ? 4 : 0);
    return this.add(btfKind.int, name, sizeBytes, 0, [(encoding << 24) | bits]);
  }

  float(name: string, sizeBytes: number): number {
    return this.add(btfKind.float, name, sizeBytes);
  }

  pointer(target: number): number {
    return this.add(btfKind.pointer, '', target);
  }

  array(element: number, count: number): number {
    return this.add(btfKind.array, '', 0, 0, [element, 0, count]);
  }

  struct(
    name: string,
    sizeBytes: number,
    members: readonly BuiltMember[],
    kind: 'struct' | 'union' = 'struct',
  ): number {
    const hasBitFields = members.some(([, , , bits]) => bits !== undefined);
    const details = members.flatMap(([member, type, offset, bits = 0]) => [
      this.string(member),
      type,
      (hasBitFields ? bits << 24 : 0) | offset,
    ]);
    return this.add(btfKind[kind], name, sizeBytes, members.length, details, hasBitFields);
  }

  enumeration(
    name: string,
    sizeBytes: number,
    values: Readonly<Record<string, number>>,
    signed = false,
  ): number {
    const details = Object.entries(values).flatMap(([key, value]) => [this.string(key), value]);
    return this.add(btfKind.enum, name, sizeBytes, details.length / 2, details, signed);
  }

  enum64(name: string, values: Readonly<Record<string, bigint>>, signed = false): number {
    const details = Object.entries(values).flatMap(([key, value]) => [
      this.string(key),
      Number(BigInt.asUintN(32, value)),
      Number(BigInt.asUintN(32, value >> 32n)),
    ]);
    return this.add(btfKind.enum64, name, 8, details.length / 3, details, signed);
  }

  forward(name: string, isUnion = false): number {
    return this.add(btfKind.forward, name, 0, 0, [], isUnion);
  }

  /** Of the kinds that are a name or a qualifier for another type. */
  alias(
    kind: 'typedef' | 'const' | 'volatile' | 'restrict' | 'typeTag' | 'function' | 'variable',
    target: number,
    name = '',
  ): number {
    return this.add(btfKind[kind], name, target, 0, kind === 'variable' ? [1] : []);
  }

  declarationTag(target: number, name: string): number {
    return this.add(btfKind.declarationTag, name, target, 0, [0xffff_ffff]);
  }

  section(name: string, variables: readonly number[]): number {
    return this.add(
      btfKind.section,
      name,
      0,
      variables.length,
      variables.flatMap((variable) => [variable, 0, 8]),
    );
  }

  prototype(returns: number, parameters: readonly (readonly [name: string, type: number])[]): number {
    const details = parameters.flatMap(([name, type]) => [this.string(name), type]);
    return this.add(btfKind.prototype, '', returns, parameters.length, details);
  }

  /** The whole section. */
  bytes(): Uint8Array {
    const types = Buffer.concat(this.types);
    const strings = Buffer.from([...this.strings.keys()].join('\0') + '\0', 'latin1');
    const header = this.words([0, 24, 0, types.length, types.length, strings.length]);
    header.set(this.littleEndian ? [0x9f, 0xeb, 1, 0] : [0xeb, 0x9f, 1, 0]);
    return Uint8Array.from(Buffer.concat([header, types, strings]));
  }

  private add(
    kind: number,
    name: string,
    sizeOrType: number,
    vlen = 0,
    details: readonly number[] = [],
    flag = false,
  ): number {
    const info = ((flag ? 0x8000_0000 : 0) | (kind << 24) | vlen) >>> 0;
    this.types.push(this.words([this.string(name), info, sizeOrType, ...details]));
    return this.next - 1;
  }

  private string(text: string): number {
    const known = this.base?.strings.get(text) ?? this.strings.get(text);
    if (known !== undefined) return known;
    const offset = this.stringsEnd;
    this.strings.set(text, offset);
    this.stringsEnd += text.length + 1;
    return offset;
  }

  private words(values: readonly number[]): Buffer {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => {
      if (this.littleEndian) bytes.writeUInt32LE(value >>> 0, index * 4);
      else bytes.writeUInt32BE(value >>> 0, index * 4);
    });
    return bytes;
  }
}
