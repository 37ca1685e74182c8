import { formatAddress } from '../../base/address';
import { cDeclaration } from '../../types/cText';
import { structOf, type CType, type EnumType, type Member, type StructType } from '../../types/cType';
import { findMember } from '../../types/layout';

/** Hostile types may contain themselves, or grow without end. */
const maxDepth = 16;
const maxMembers = 20_000;

/** gdb names the base types as people write them, not as compilers note them. */
const shortNames: readonly (readonly [RegExp, string])[] = [
  [/\blong long unsigned int\b/g, 'unsigned long long'],
  [/\blong long int\b/g, 'long long'],
  [/\blong unsigned int\b/g, 'unsigned long'],
  [/\blong int\b/g, 'long'],
  [/\bshort unsigned int\b/g, 'unsigned short'],
  [/\bshort int\b/g, 'short'],
];
/** A pointer's own qualifier stands apart from its star there. */
const qualifiedStar = /\*(const|volatile)\b/g;

/**
 * A struct's layout exactly as crash's `struct -o` prints it: offsets in decimal before what has a name. crash looks them
 * up by name alone, so those inside of a member without a tag have one only where the struct itself has a member of that
 * name. Flexible arrays and those of no elements are one in BTF: both are `[]`.
 */
export function crashLayout(struct: StructType, column = decimalOffsets(struct)): string {
  const body = new Lines(struct, column).below(struct, 0, 0, true);
  return `${cDeclaration(struct)} {\n${body}}\nSIZE: ${struct.sizeBytes}\n`;
}

/** One member, as `struct TYPE.MEMBER` prints it; undefined where it has no such member. */
export function crashMember(struct: StructType, name: string): string | undefined {
  const place = findMember(struct, name);
  if (!place) return undefined;
  const line = new Lines(struct, decimalOffsets(struct)).member({ ...place, name });
  return `${cDeclaration(struct)} {\n${line}}\n`;
}

/** What stands before each member. */
export interface OffsetColumn {
  readonly width: number;
  readonly textOf: (offsetBytes: number) => string;
}

export const noOffsets: OffsetColumn = { width: 3, textOf: () => '' };

/** Where the members of the object at that address are. */
export function addressColumn(start: bigint): OffsetColumn {
  return { width: 20, textOf: (offset) => `[${formatAddress(start + BigInt(offset))}]` };
}

function decimalOffsets({ sizeBytes }: StructType): OffsetColumn {
  return { width: String(sizeBytes).length + 4, textOf: (offset) => `[${offset}]` };
}

/** As crash's `enum` prints it. */
export function crashEnum(type: EnumType): string {
  const values = type.values.map(({ name, value }) => `  ${name} = ${value}\n`);
  return `${cDeclaration(type)} {\n${values.join('')}};\n`;
}

class Lines {
  private memberCount = 0;

  constructor(
    private readonly whole: StructType,
    private readonly column: OffsetColumn,
  ) {}

  /** @param hasOffsets whether members inside have offsets of their own */
  below(struct: StructType, baseBits: number, depth: number, hasOffsets: boolean): string {
    return struct.members
      .filter(() => ++this.memberCount <= maxMembers)
      .map((member) => this.member(member, baseBits + member.offsetBits, depth, hasOffsets))
      .join('');
  }

  member(member: Member, offsetBits = member.offsetBits, depth = 0, hasOffsets = true): string {
    const { name, type, bitFieldSize } = member;
    const offset = this.offsetText(hasOffsets ? offsetBits : findMember(this.whole, name)?.offsetBits);
    const inner = depth < maxDepth ? untagged(type) : undefined;
    if (inner) {
      const inside = this.below(inner, offsetBits, depth + 1, hasOffsets && name === '');
      const end = name === '' ? '};' : `} ${dimensioned(type, name)};`;
      return `${this.line('', depth, `${inner.kind} {`)}${inside}${this.line(name === '' ? '' : offset, depth, end)}`;
    }
    const bits = bitFieldSize === undefined ? '' : ` : ${bitFieldSize}`;
    return this.line(offset, depth, `${declaration(type, name)}${bits};`);
  }

  private offsetText(offsetBits: number | undefined): string {
    return offsetBits === undefined ? '' : this.column.textOf(Math.floor(offsetBits / 8));
  }

  private line(offset: string, depth: number, text: string): string {
    return `${offset.padStart(this.column.width)} ${'    '.repeat(depth)}${text}\n`;
  }
}

/** A struct that is written out where it is a member, since it has no tag and no typedef names it. */
function untagged(type: CType): StructType | undefined {
  let current = type;
  for (let step = 0; step < maxDepth; step++) {
    if (current.kind === 'array') current = current.element;
    else if (current.kind === 'qualified') current = current.target;
    else break;
  }
  const struct = current.kind === 'typedef' ? undefined : structOf(current);
  return struct?.name === '' ? struct : undefined;
}

function dimensioned(type: CType, name: string): string {
  return cDeclaration(type, name).replace(/^.*\} /, '');
}

function declaration(type: CType, name: string): string {
  return shortNames
    .reduce((text, [long, short]) => text.replace(long, short), cDeclaration(type, name))
    .replace(qualifiedStar, '* $1');
}
