import { attribute, form, tag } from '../../core/dwarf/constants';
import { ByteWriter } from './byteWriter';
import type { SectionSpec } from './elfSectionsWriter';

/** The code that the built debuginfo describes: `outer` at the start, `inner` and `innermost` compiled into it. */
export const builtCode = {
  start: 0xffff_ffff_8100_0000n,
  sizeBytes: 0x100,
  /** Of `inner`, in two pieces. */
  inner: [
    [0x20, 0x40],
    [0x60, 0x70],
  ],
  /** Of `innermost`, inside of `inner`. */
  innermost: [0x30, 0x38],
} as const;

export interface DwarfShape {
  readonly version: 4 | 5;
  /** Without it units are found by what they say of themselves. */
  readonly aranges?: boolean;
  /** Addresses through .debug_addr, names through .debug_str_offsets, as clang writes DWARF 5. */
  readonly indexed?: boolean;
}

const [outerCode, innerCode, innermostCode, abstractCode, unitCode] = [1, 2, 3, 4, 5];

/** The sections of one unit, `dir/outer.c` compiled in `/src`. */
export function buildDwarf({ version, aranges = true, indexed = false }: DwarfShape): SectionSpec[] {
  const text = new ByteWriter().text('').text('innermost');
  const { lowPc, name } = indexed
    ? { lowPc: form.addressIndex, name: form.stringIndex1 }
    : { lowPc: form.address, name: form.stringOffset };
  const abbreviations = new ByteWriter();
  const abbreviate = (code: number, which: number, children: boolean, pairs: readonly number[][]): void => {
    abbreviations
      .uleb(code)
      .uleb(which)
      .u8(children ? 1 : 0);
    for (const [attributeNumber = 0, formNumber = 0] of pairs)
      abbreviations.uleb(attributeNumber).uleb(formNumber);
    abbreviations.u8(0, 0);
  };
  const rangesForm = indexed ? form.rangeListIndex : form.sectionOffset;
  abbreviate(unitCode, tag.compileUnit, true, [
    [attribute.lowPc, lowPc],
    [attribute.highPc, form.data4],
    [attribute.statementList, form.sectionOffset],
    [attribute.compilationDirectory, form.string],
    ...(indexed
      ? [
          [attribute.addressBase, form.sectionOffset],
          [attribute.stringOffsetsBase, form.sectionOffset],
          [attribute.rangeListsBase, form.sectionOffset],
        ]
      : []),
  ]);
  abbreviate(outerCode, tag.subprogram, true, [
    [attribute.name, form.string],
    [attribute.lowPc, lowPc],
    [attribute.highPc, form.data4],
  ]);
  const call = [
    [attribute.callFile, form.data1],
    [attribute.callLine, form.udata],
    [attribute.callColumn, form.data1],
  ];
  abbreviate(innerCode, tag.inlinedSubroutine, true, [
    [attribute.abstractOrigin, form.reference4],
    [attribute.ranges, rangesForm],
    ...call,
  ]);
  abbreviate(innermostCode, tag.inlinedSubroutine, false, [
    [attribute.abstractOrigin, form.reference4],
    [attribute.lowPc, form.address],
    [attribute.highPc, form.udata],
    ...call,
  ]);
  abbreviate(abstractCode, tag.subprogram, false, [[attribute.name, name]]);
  abbreviations.u8(0);

  const header = new ByteWriter().u16(version);
  if (version === 5) header.u8(1, 8).u32(0);
  else header.u32(0).u8(8);
  const headerSizeBytes = 4 + header.length;
  const entries = new ByteWriter();
  const here = (): number => headerSizeBytes + entries.length;
  const address = (value: bigint): void => {
    if (indexed) entries.uleb(0);
    else entries.u64(value);
  };
  entries.uleb(unitCode);
  address(builtCode.start);
  entries.u32(builtCode.sizeBytes).u32(0).text('/src');
  if (indexed) entries.u32(8).u32(8).u32(12);
  const innermostName = here();
  entries.uleb(abstractCode);
  if (indexed) entries.u8(0);
  else entries.u32(1);
  const innerName = here();
  entries.uleb(outerCode).text('inner');
  // A declaration of the same form: nowhere, with a child that must not be found.
  entries
    .raw(indexed ? Uint8Array.of(1) : new Uint8Array(8))
    .u32(0)
    .u8(0);
  entries.uleb(outerCode).text('outer');
  address(builtCode.start);
  entries.u32(builtCode.sizeBytes);
  entries.uleb(innerCode).u32(innerName);
  if (indexed) entries.uleb(0);
  else entries.u32(version === 5 ? 16 : 0);
  entries.u8(1).uleb(300).u8(9);
  entries.uleb(innermostCode).u32(innermostName);
  entries.u64(builtCode.start + BigInt(builtCode.innermost[0]));
  entries
    .uleb(builtCode.innermost[1] - builtCode.innermost[0])
    .u8(2)
    .uleb(20)
    .u8(5);
  entries.u8(0, 0, 0);

  return [
    { name: '.debug_info', data: new ByteWriter().sized(header.raw(entries.toBytes())).toBytes() },
    { name: '.debug_abbrev', data: abbreviations.toBytes() },
    { name: '.debug_str', data: text.toBytes() },
    { name: '.debug_line', data: version === 5 ? lines5() : lines4() },
    ...(version === 5 ? [{ name: '.debug_rnglists', data: rangeLists() }] : [oldRanges()]),
    ...(aranges ? [{ name: '.debug_aranges', data: arangesTable() }] : []),
    ...(indexed ? indexedSections() : []),
  ];
}

function arangesTable(): Uint8Array {
  const set = new ByteWriter().u16(2).u32(0).u8(8, 0).u32(0);
  set.u64(builtCode.start).u64(BigInt(builtCode.sizeBytes)).u64(0n).u64(0n);
  return new ByteWriter().sized(set).toBytes();
}

function indexedSections(): SectionSpec[] {
  const addresses = new ByteWriter().u16(5).u8(8, 0).u64(builtCode.start).u64(0n);
  const strings = new ByteWriter().u16(5).u16(0).u32(1);
  return [
    { name: '.debug_addr', data: new ByteWriter().sized(addresses).toBytes() },
    { name: '.debug_str_offsets', data: new ByteWriter().sized(strings).toBytes() },
  ];
}

/** One list: offsets from a base, then a start with a length. */
function rangeLists(): Uint8Array {
  const [[firstStart, firstEnd], [secondStart, secondEnd]] = builtCode.inner;
  // The list stands behind a table of one offset, which is 4, at 16 in the section.
  const table = new ByteWriter().u16(5).u8(8, 0).u32(1).u32(4);
  const list = new ByteWriter().u8(5).u64(builtCode.start).u8(4).uleb(firstStart).uleb(firstEnd);
  list
    .u8(7)
    .u64(builtCode.start + BigInt(secondStart))
    .uleb(secondEnd - secondStart)
    .u8(0);
  return new ByteWriter().sized(table.raw(list.toBytes())).toBytes();
}

function oldRanges(): SectionSpec {
  const [[firstStart, firstEnd], [secondStart, secondEnd]] = builtCode.inner;
  const list = new ByteWriter().u64(BigInt(firstStart)).u64(BigInt(firstEnd));
  list.u64(0xffff_ffff_ffff_ffffn).u64(builtCode.start + 0x10n);
  list
    .u64(BigInt(secondStart - 0x10))
    .u64(BigInt(secondEnd - 0x10))
    .u64(0n)
    .u64(0n);
  return { name: '.debug_ranges', data: list.toBytes() };
}

/** The same rows for both versions: outer.c 100, then inner.h, innermost.h, and back. */
function program(firstFile: number): Uint8Array {
  const code = new ByteWriter().u8(0).uleb(9).u8(2).u64(builtCode.start);
  const row = (advance: number, file: number, line: number, column: number): void => {
    code.u8(2).uleb(advance).u8(4).uleb(file).u8(5).uleb(column);
    code
      .u8(3)
      .sleb(line - lastLine)
      .u8(1);
    lastLine = line;
  };
  let lastLine = 1;
  row(0, firstFile, 100, 1);
  row(0x20, firstFile + 1, 200, 3);
  row(0x10, firstFile + 2, 10, 7);
  row(0x08, firstFile + 1, 201, 0);
  row(0x08, firstFile, 110, 2);
  // A special opcode: 5 bytes and 2 lines on; and one of a kind that readers may not know.
  code
    .u8(13 + 5 * 14 + 7)
    .u8(12)
    .uleb(3);
  code
    .u8(2)
    .uleb(0x100 - 0x45)
    .u8(0)
    .uleb(1)
    .u8(1);
  return code.toBytes();
}

const opcodeCounts = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];

function lines4(): Uint8Array {
  const tables = new ByteWriter().u8(1, 1, 1, 0xfb, 14, 13, ...opcodeCounts);
  tables.text('dir').text('/usr/include').u8(0);
  for (const [name, directory] of [
    ['outer.c', 1],
    ['inner.h', 0],
    ['innermost.h', 2],
  ] as const) {
    tables.text(name).uleb(directory).uleb(0).uleb(0);
  }
  tables.u8(0);
  const unit = new ByteWriter().u16(4).sized(tables).raw(program(1));
  return new ByteWriter().sized(unit).toBytes();
}

function lines5(): Uint8Array {
  const tables = new ByteWriter().u8(1, 1, 1, 0xfb, 14, 13, ...opcodeCounts);
  tables.u8(1).uleb(1).uleb(form.string).uleb(3).text('/src').text('dir').text('/usr/include');
  tables.u8(3).uleb(1).uleb(form.string).uleb(2).uleb(form.udata).uleb(5).uleb(form.data16);
  const files = [
    ['outer.c', 1],
    ['outer.c', 1],
    ['inner.h', 0],
    ['innermost.h', 2],
  ] as const;
  tables.uleb(files.length);
  for (const [name, directory] of files) tables.text(name).uleb(directory).raw(new Uint8Array(16));
  const unit = new ByteWriter().u16(5).u8(8, 0).sized(tables).raw(program(1));
  return new ByteWriter().sized(unit).toBytes();
}
