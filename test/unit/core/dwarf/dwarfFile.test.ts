import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { BytesSource } from '../../../../core/dump/bytesSource';
import type { DwarfFile } from '../../../../core/dwarf/dwarfFile';
import { openDwarf } from '../../../../core/dwarf/openDwarf';
import { ByteWriter } from '../../../support/byteWriter';
import { buildDwarf, builtCode, type DwarfShape } from '../../../support/dwarfBuilder';
import { writeElfSections, type SectionSpec } from '../../../support/elfSectionsWriter';

const open = (bytes: Uint8Array, options = {}): DwarfFile | undefined =>
  openDwarf(new BytesSource(bytes, 'vmlinux'), options);

function opened(sections: readonly SectionSpec[], options = {}): DwarfFile {
  const file = open(writeElfSections(sections), options);
  assert.ok(file);
  return file;
}

/** `function file:line:column` for each, innermost first. */
function framesAt(file: DwarfFile, offset: number): string[] {
  return file.framesAt(builtCode.start + BigInt(offset)).map(({ functionName, location, isInlined }) => {
    const place = location ? `${location.file}:${location.line}:${location.column ?? '-'}` : '?';
    return `${functionName ?? '?'} ${place}${isInlined ? ' inlined' : ''}`;
  });
}

const shapes: readonly DwarfShape[] = [
  { version: 4 },
  { version: 5 },
  { version: 4, aranges: false },
  { version: 5, aranges: false },
  { version: 5, indexed: true },
  { version: 5, aranges: false, indexed: true },
];

const compressed = (spec: SectionSpec): SectionSpec => {
  const header = new ByteWriter().u32(1).u32(0).u64(BigInt(spec.data.length)).u64(1n);
  return { ...spec, flags: 0x800, data: header.raw(deflateSync(spec.data)).toBytes() };
};

describe('source lines by DWARF', () => {
  for (const shape of shapes) {
    it(`are found with the functions inlined there: ${JSON.stringify(shape)}`, () => {
      const file = opened(buildDwarf(shape));
      const outer = 'outer /src/dir/outer.c';
      assert.deepEqual(framesAt(file, 0), [`${outer}:100:1`]);
      assert.deepEqual(framesAt(file, 0x1f), [`${outer}:100:1`]);
      assert.deepEqual(framesAt(file, 0x20), ['inner /src/inner.h:200:3 inlined', `${outer}:300:9`]);
      assert.deepEqual(framesAt(file, 0x37), [
        'innermost /usr/include/innermost.h:10:7 inlined',
        'inner /src/inner.h:20:5 inlined',
        `${outer}:300:9`,
      ]);
      assert.deepEqual(framesAt(file, 0x38), ['inner /src/inner.h:201:- inlined', `${outer}:300:9`]);
      assert.deepEqual(framesAt(file, 0x44), [`${outer}:110:2`]);
      assert.deepEqual(framesAt(file, 0x45), [`${outer}:112:2`]);
      assert.deepEqual(framesAt(file, 0x6f), [`inner /src/dir/outer.c:112:2 inlined`, `${outer}:300:9`]);
      assert.deepEqual(framesAt(file, 0xff), [`${outer}:112:2`]);
      assert.deepEqual([framesAt(file, 0x100), framesAt(file, -1)], [[], []]);
      assert.deepEqual(file.problems, []);
    });
  }

  it('are the same when sections are compressed', () => {
    const file = opened(buildDwarf({ version: 5 }).map(compressed));
    assert.equal(framesAt(file, 0x37).length, 3);
    assert.deepEqual(file.problems, []);
  });

  it('say which section cannot be decompressed, or would take too much memory', () => {
    const broken = buildDwarf({ version: 5 }).map((spec) => {
      if (spec.name !== '.debug_info') return spec;
      const { data, ...rest } = compressed(spec);
      return { ...rest, data: data.map((byte, at) => (at > 30 ? byte ^ 0x55 : byte)) };
    });
    const bomb = new ByteWriter()
      .u32(1)
      .u32(0)
      .u64(1n << 40n)
      .u64(1n)
      .raw(deflateSync(new Uint8Array(8)));
    const tooLarge = buildDwarf({ version: 5 }).map((spec) =>
      spec.name === '.debug_info' ? { ...spec, flags: 0x800, data: bomb.toBytes() } : spec,
    );
    for (const [sections, why] of [
      [broken, /\.debug_info.*cannot be read/],
      [tooLarge, /takes 1 TiB in memory, more than 512 MiB/],
    ] as const) {
      const file = opened(sections);
      assert.deepEqual(framesAt(file, 0), []);
      assert.match(file.problems.map(({ message }) => message).join(), why);
    }
  });

  it("of a module count from where its sections were loaded, by the file's relocations", () => {
    const loadedAt = 0xffff_ffff_c000_0000n;
    const sections = buildDwarf({ version: 5, aranges: false });
    const info = sections.findIndex(({ name }) => name === '.debug_info');
    const code = { name: '.text', data: new Uint8Array(0x100), flags: 6 };
    // Symbol 1 is the section .text; each place that holds an address of the code is relocated against it.
    const symbols = new ByteWriter().raw(new Uint8Array(24));
    symbols
      .u32(0)
      .u8(3, 0)
      .u16(sections.length + 1)
      .u64(0n)
      .u64(0n);
    const relocated = sections.flatMap(({ name, data }, index) => {
      const relocations = new ByteWriter();
      const view = new DataView(data.buffer);
      for (let at = 0; at + 8 <= data.length; at++) {
        const value = view.getBigUint64(at, true);
        if (value < builtCode.start || value > builtCode.start + 0x1000n) continue;
        relocations
          .u64(BigInt(at))
          .u32(1)
          .u32(1)
          .u64(value - builtCode.start);
        view.setBigUint64(at, 0n, true);
      }
      const link = sections.length + 2;
      const rela = { name: `.rela${name}`, type: 4, link, info: index + 1, data: relocations.toBytes() };
      return relocations.length > 0 ? [rela] : [];
    });
    assert.ok(relocated.length === 3 && info === 0, 'info, line and rnglists hold addresses');
    const file = open(
      writeElfSections(
        [...sections, code, { name: '.symtab', type: 2, data: symbols.toBytes() }, ...relocated],
        {
          type: 1,
        },
      ),
      { findSectionAddress: (name: string) => (name === '.text' ? loadedAt : undefined) },
    );
    const frames = file?.framesAt(loadedAt + 0x37n).map(({ functionName }) => functionName);
    assert.deepEqual(frames, ['innermost', 'inner', 'outer']);
    assert.deepEqual(file?.framesAt(builtCode.start), []);
    assert.deepEqual(file.problems, []);
  });

  it('name the file that dwz shared parts out to, when it is not there', () => {
    const link = new ByteWriter().text('../.dwz/linux').u8(0xab, 0xcd).toBytes();
    const file = opened([...buildDwarf({ version: 5 }), { name: '.gnu_debugaltlink', data: link }]);
    assert.match(file.problems[0]?.message ?? '', /\.\.\/\.dwz\/linux \(build-id abcd\)/);
    assert.equal(framesAt(file, 0x37).length, 3);
  });

  it('are none in a file that is no ELF file, or was stripped', () => {
    assert.equal(open(new Uint8Array(0)), undefined);
    assert.equal(open(Buffer.from('no ELF file at all')), undefined);
    assert.equal(open(writeElfSections([{ name: '.text', data: new Uint8Array(8) }])), undefined);
    assert.equal(
      open(writeElfSections([{ name: '.debug_info', data: new Uint8Array(8), type: 8 }])),
      undefined,
    );
  });

  it('take any change of any byte: an answer, in bounded time', () => {
    for (const shape of shapes) {
      const sections = buildDwarf(shape);
      const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(fc.nat(sections.length - 1), changes, (which, changed) => {
          const damaged = sections.map(({ name, data }, index) => {
            if (index !== which) return { name, data };
            const bytes = Uint8Array.from(data);
            for (const [at, value] of changed) bytes[at % bytes.length] = value;
            return { name, data: bytes };
          });
          const file = opened(damaged);
          for (const offset of [0, 0x37, 0x60, 0x200]) {
            for (const { location } of file.framesAt(builtCode.start + BigInt(offset))) {
              assert.ok(location === undefined || location.line > 0);
            }
          }
          assert.ok(file.problems.length <= 20);
        }),
        { numRuns: 400 },
      );
    }
  });

  it('take any bytes for any section', () => {
    const names = buildDwarf({ version: 5, indexed: true }).map(({ name }) => name);
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(fc.array(bytes, { minLength: names.length, maxLength: names.length }), (contents) => {
        const file = opened(
          names.map((name, index) => ({ name, data: contents[index] ?? new Uint8Array(0) })),
        );
        assert.ok(Array.isArray(file.framesAt(0n)));
        assert.ok(Array.isArray(file.framesAt(builtCode.start)));
      }),
      { numRuns: 500 },
    );
  });

  it('are found as far as a file that is cut off goes', () => {
    const whole = writeElfSections(buildDwarf({ version: 5 }));
    for (let size = 0; size < whole.length; size += 7) {
      const frames = open(whole.subarray(0, size))?.framesAt(builtCode.start) ?? [];
      assert.ok(frames.length <= 1);
    }
  });
});
