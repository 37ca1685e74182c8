import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findKernelOrc, findOrcFormat } from '../../../../core/unwind/orcTables';
import {
  orcEntry,
  orcFormat,
  OrcImage,
  pageFaultEntry,
  textSizeBytes,
  textStart,
} from '../../../support/orcImage';

const exceptionEntry = { name: 'asm_exc_page_fault', sizeBytes: 64, entries: [[0, pageFaultEntry]] } as const;

describe('ORC tables', () => {
  it('give the last entry at or before an address', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 500 })), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: -5, max: 450 }),
        (pairs, offset) => {
          const sorted = [...pairs].sort(([a], [b]) => a - b);
          const entries = sorted.map(([at, spOffset]) => [at, orcEntry({ spOffset })] as const);
          const image = new OrcImage([{ name: 'f', sizeBytes: 512, entries }]);
          const expected = sorted.filter(([at]) => at <= offset).at(-1)?.[1];
          const found = image.table.find(textStart + BigInt(offset), orcFormat('6.4'));
          assert.equal(found?.spOffset, expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are read only where a search touches them', () => {
    const entries = Array.from(
      { length: 4000 },
      (_, index) => [index, orcEntry({ spOffset: index })] as const,
    );
    const image = new OrcImage([{ name: 'f', sizeBytes: 4000, entries }]);
    const { table } = image;
    assert.equal(table.find(image.at('f', 2345), orcFormat('6.4'))?.spOffset, 2345);
    assert.ok(image.memory.readCount < 12, `${image.memory.readCount} reads`);
  });

  it('say nothing where the dump lacks the entry', () => {
    const image = new OrcImage([{ name: 'f', sizeBytes: 64, entries: [[0, orcEntry()]] }]);
    const { table } = image;
    image.memory.remove(0xffff_ffff_8280_0000n, 6);
    assert.equal(table.find(image.at('f'), orcFormat('6.4')), undefined);
  });

  it('are found by their symbols, and cover the code alone', () => {
    const image = new OrcImage([{ name: 'f', sizeBytes: 64, entries: [[0, orcEntry()]] }]);
    const found = findKernelOrc(image.memory, image.symbols);
    assert.deepEqual(found?.ranges, [{ start: textStart, end: textStart + textSizeBytes }]);
    assert.ok(image.tables.hasCode(textStart));
    assert.ok(!image.tables.hasCode(textStart + textSizeBytes));
    assert.equal(image.tables.find(textStart + textSizeBytes), undefined);
    assert.equal(findKernelOrc(image.memory, { findByName: () => undefined }), undefined);
  });

  for (const since of ['4.14', '6.3', '6.4', '7.1']) {
    it(`of ${since} tell their format`, () => {
      const image = new OrcImage(
        [{ name: 'f', sizeBytes: 64, entries: [[0, orcEntry()]] }, exceptionEntry],
        since,
      );
      assert.equal(findOrcFormat(image.table, image.symbols)?.since, since);
    });
  }

  it('without a known exception entry have no known format', () => {
    const image = new OrcImage([
      { name: 'asm_exc_page_fault', sizeBytes: 64, entries: [[0, orcEntry({ spRegister: 'bp' })]] },
    ]);
    assert.equal(findOrcFormat(image.table, image.symbols), undefined);
  });
});
