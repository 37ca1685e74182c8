import assert from 'node:assert/strict';
import { lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layModuleFile } from '../../../../../core/engines/gdb/moduleFile';
import { writeElfSections } from '../../../../support/elfSectionsWriter';

const relocatable = 1;
/** Of Elf64_Ehdr and Elf64_Shdr. */
const sectionsOffset = 40;
const secondSectionAddress = 2 * 64 + 16;

describe('a module for gdb', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-test-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const lay = (bytes: Uint8Array): string => {
    writeFileSync(join(folder, 'module.ko'), bytes);
    layModuleFile(join(folder, 'module.ko'), join(folder, 'laid'));
    return join(folder, 'laid');
  };

  const module = (dataAddress: bigint, type = relocatable): Buffer => {
    const data = new Uint8Array([1, 2, 3]);
    const bytes = Buffer.from(
      writeElfSections(
        [
          { name: '.text', data },
          { name: '.data', data },
        ],
        { type },
      ),
    );
    bytes.writeBigUInt64LE(dataAddress, Number(bytes.readBigUInt64LE(sectionsOffset)) + secondSectionAddress);
    return bytes;
  };

  it('is the file itself where no section has an address', () => {
    const place = lay(module(0n));
    assert.ok(lstatSync(place).isSymbolicLink());
  });

  it('is a copy with all sections at 0 where one has', () => {
    const place = lay(module(0x180n));
    assert.ok(!lstatSync(place).isSymbolicLink());
    assert.deepEqual(readFileSync(place), module(0n));
    assert.deepEqual(readFileSync(join(folder, 'module.ko')), module(0x180n), 'the module stays as it is');
  });

  it('is the file itself when it is no module', () => {
    for (const bytes of [module(0x180n, 2), module(0x180n).subarray(0, 40), new Uint8Array(0)]) {
      const place = lay(bytes);
      assert.ok(lstatSync(place).isSymbolicLink());
      rmSync(place);
    }
  });

  it('takes a table that ends early for what is there', () => {
    const whole = module(0x180n);
    const place = lay(whole.subarray(0, whole.length - 1));
    assert.equal(readFileSync(place).length, whole.length - 1);
  });
});
