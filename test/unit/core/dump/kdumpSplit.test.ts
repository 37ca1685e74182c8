import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDump } from '../../../../core/dump/openDump';
import { writeKdump, type KdumpSpec } from '../../../support/kdumpWriter';
import { patternBytes, readMemory } from '../../../support/memoryReading';

const page = 4096;
const pages = new Map<number, Uint8Array | 'excluded'>(
  Array.from({ length: 30 }, (_, pfn) => [
    pfn,
    pfn % 7 === 3 ? ('excluded' as const) : patternBytes(page, pfn),
  ]),
);
const spec: KdumpSpec = { pages, maxMapNr: 30 };
const bounds = [0, 11, 20, 30];

describe('split dumps', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-split-'));
    ['one', 'second.part', 'zzz'].forEach((name, index) => {
      const split = { startPfn: bounds[index]!, endPfn: bounds[index + 1]! };
      writeFileSync(join(folder, name), writeKdump({ ...spec, split }));
    });
    writeFileSync(join(folder, 'notes.txt'), 'no dump');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  for (const name of ['one', 'second.part', 'zzz']) {
    it(`opens the whole set from ${name}`, () => {
      const image = openDump(join(folder, name));
      for (const [pfn, expected] of pages) {
        const { bytes, gaps } = readMemory(image.memory, BigInt(pfn * page), page);
        if (expected === 'excluded') assert.equal(gaps[0]?.reason, 'excluded');
        else assert.deepEqual({ bytes, gaps }, { bytes: expected, gaps: [] });
      }
      assert.deepEqual(
        image.format.parts,
        ['one', 'second.part', 'zzz'].map((part) => join(folder, part)),
      );
      assert.equal(image.completeness.complete, true);
      image.close();
    });
  }

  it('names a missing part by its frames and reads the others', () => {
    rmSync(join(folder, 'second.part'));
    const image = openDump(join(folder, 'zzz'));
    assert.deepEqual(image.completeness.missing, [
      'The part of the split set with page frames 11 to 19 is missing.',
    ]);
    assert.deepEqual(readMemory(image.memory, BigInt(25 * page), page).bytes, pages.get(25));
    const gaps = readMemory(image.memory, BigInt(11 * page), 9 * page).gaps;
    assert.deepEqual(
      gaps.map(({ reason }) => reason),
      ['truncated', 'excluded', 'truncated'],
    );
    image.close();
  });

  it('leaves parts of another crash alone', () => {
    const split = { startPfn: 11, endPfn: 20 };
    writeFileSync(join(folder, 'second.part'), writeKdump({ ...spec, split, timeSeconds: 1_600_000_000 }));
    const image = openDump(join(folder, 'one'));
    assert.equal(image.format.parts.length, 2);
    assert.equal(image.completeness.complete, false);
    image.close();
  });
});
