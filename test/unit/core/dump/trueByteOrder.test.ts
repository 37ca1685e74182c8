import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { openElf } from '../../../../core/dump/elf';
import { parsePrstatusNotes } from '../../../../core/dump/prstatus';
import { writeElf } from '../../../support/elfWriter';

const powerMachine = 21;
const [kernelMode, userMode] = [0x8000_0000_0000_1032n, 0x8000_0000_0000_5033n];

/** A dump of one page, with a cpu of each mode (MSR). */
function dumped(modes: readonly bigint[], littleEndian = false, machine = powerMachine) {
  const notes = modes.map((mode) => {
    const description = Buffer.alloc(504);
    const write = littleEndian ? 'writeBigUInt64LE' : 'writeBigUInt64BE';
    description[write](0xc000_0000_0012_3456n, 112 + 32 * 8);
    description[write](mode, 112 + 33 * 8);
    return { name: 'CORE', type: 1, description };
  });
  const segments = [{ physicalAddress: 0n, data: new Uint8Array(4096) }];
  const elf = writeElf({ segments, notes, littleEndian, machine });
  return openElf(new BytesSource(elf, 'vmcore'), { flattened: false });
}

describe('the byte order of a dumped machine', () => {
  it('is what its cpus ran in, whatever the file is written in', () => {
    const image = dumped([kernelMode | 1n]);
    assert.deepEqual(image.machine, { name: 'ppc64le', littleEndian: true, wordSizeBytes: 8 });
    const [cpu] = parsePrstatusNotes(image.notes, image.machine);
    assert.equal(cpu?.registers.get('nip'), 0xc000_0000_0012_3456n);
  });

  it('stays big-endian where the kernel was, even if a process was not', () => {
    for (const modes of [[kernelMode], [userMode, kernelMode], [userMode], [0n], []])
      assert.deepEqual(dumped(modes).machine, { name: 'ppc64', littleEndian: false, wordSizeBytes: 8 });
  });

  it('is found by the first cpu in the kernel', () => {
    assert.equal(dumped([userMode, kernelMode | 1n]).machine.name, 'ppc64le');
  });

  it('is the file’s own of little-endian files and of other machines', () => {
    assert.equal(dumped([kernelMode], true).machine.name, 'ppc64le');
    assert.equal(dumped([kernelMode | 1n], false, 22).machine.name, 's390x');
  });

  it('is found for any notes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 4 }), (descriptions) => {
        const notes = descriptions.map((description) => ({ name: 'CORE', type: 1, description }));
        const segments = [{ physicalAddress: 0n, data: new Uint8Array(8) }];
        const elf = writeElf({ segments, notes, littleEndian: false, machine: powerMachine });
        const { machine } = openElf(new BytesSource(elf, 'vmcore'), { flattened: false });
        assert.equal(machine.littleEndian, machine.name === 'ppc64le');
      }),
    );
  });
});
