import assert from 'node:assert/strict';
import { parseVmcoreinfo } from '../../../../../core/dump/vmcoreinfo';
import { memoryMap, type MapSection } from '../../../../../core/kernel/memory/memoryMap';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes } from '../../../../support/structTypes';

const numbers = {
  'LENGTH(mem_section)': '2',
  'SIZE(mem_section)': '16',
  'OFFSET(mem_section.section_mem_map)': '8',
  'SIZE(page)': '64',
  'NUMBER(SECTION_SIZE_BITS)': '27',
  'NUMBER(MAX_PHYSMEM_BITS)': '29',
};

/** Two roots of two sections each; the second root is missing, as is the map of the first section. */
class FakeSections extends FakeObjects {
  private readonly table: bigint;

  constructor() {
    super(structTypes({ roots: { root: 'u64[2]' }, sections: { words: 'u64[4]' } }));
    const sections = this.allocate('sections');
    this.set('sections', sections, { 'words[1]': 1n, 'words[3]': 0xffff_ea00_0000_0000n | 0b1011n });
    this.table = this.allocate('roots');
    this.set('roots', this.table, { 'root[0]': sections });
  }

  read(changes: Readonly<Record<string, string>> = {}): readonly MapSection[] {
    const told = { 'SYMBOL(mem_section)': this.table.toString(16), ...numbers, ...changes };
    const text = Object.entries(told).map(([key, value]) => `${key}=${value}\n`);
    return [...memoryMap(this.objects, parseVmcoreinfo(Buffer.from(text.join(''))))];
  }
}

describe('the memory map', () => {
  it('is found section by section, each at the struct pages of its own page frames', () => {
    // 128 MiB are 32,768 pages, whose struct pages take 2 MiB.
    assert.deepEqual(new FakeSections().read(), [
      { firstPfn: 32_768, address: 0xffff_ea00_0020_0000n, pages: 32_768 },
    ]);
  });

  for (const [key, value] of [
    ['LENGTH(mem_section)', '0'],
    ['LENGTH(mem_section)', '99999999999'],
    ['SIZE(mem_section)', '8'],
    ['SIZE(mem_section)', '4000000000'],
    ['SIZE(page)', '0'],
    ['NUMBER(SECTION_SIZE_BITS)', '3'],
    ['NUMBER(SECTION_SIZE_BITS)', '-27'],
    ['NUMBER(MAX_PHYSMEM_BITS)', '4000'],
  ] as const) {
    it(`is not looked for where VMCOREINFO says ${key}=${value}`, () => {
      assert.deepEqual(new FakeSections().read({ [key]: value }), []);
    });
  }

  it('is said to be missing where its tables are', () => {
    assert.throws(() => new FakeSections().read({ 'SYMBOL(mem_section)': 'ffff888000000000' }), {
      name: 'VmcoreError',
    });
  });
});
