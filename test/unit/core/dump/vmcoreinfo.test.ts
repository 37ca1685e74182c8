import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancellationSource } from '../../../../core/base/cancellation';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { findVmcoreinfoInMemory } from '../../../../core/dump/findVmcoreinfo';
import { openSource } from '../../../../core/dump/openDump';
import type { PhysicalMemory } from '../../../../core/dump/physicalMemory';
import { parseVmcoreinfo } from '../../../../core/dump/vmcoreinfo';
import { writeElf } from '../../../support/elfWriter';

const text = `OSRELEASE=6.1.0-56-cloud-amd64
BUILD-ID=3b43fad5034874490492495D552c0af6a5fab235
PAGESIZE=4096
SYMBOL(init_uts_ns)=ffffffffbe4158c0
SYMBOL(_stext)=ffffffffbcc00000
OFFSET(printk_ringbuffer.desc_ring)=0
SIZE(list_head)=16
LENGTH(zone.free_area)=11
NUMBER(NR_FREE_PAGES)=0
NUMBER(phys_base)=-117440512
NUMBER(kimage_voffset)=0xffff7fffc8000000
NUMBER(pgtable_l5_enabled)=1
KERNELOFFSET=3bc00000
CRASHTIME=1795247756
`;
const parse = (content: string) => parseVmcoreinfo(Buffer.from(content, 'latin1'));

describe('parseVmcoreinfo', () => {
  it('knows every kind of line', () => {
    const info = parse(text);
    assert.equal(info.release, '6.1.0-56-cloud-amd64');
    assert.equal(info.buildId, '3b43fad5034874490492495d552c0af6a5fab235');
    assert.equal(info.pageSizeBytes, 4096);
    assert.equal(info.symbol('_stext'), 0xffffffffbcc00000n);
    assert.equal(info.offset('printk_ringbuffer.desc_ring'), 0);
    assert.equal(info.size('list_head'), 16);
    assert.equal(info.length('zone.free_area'), 11);
    assert.equal(info.number('NR_FREE_PAGES'), 0n);
    assert.equal(info.number('phys_base'), -117440512n);
    assert.equal(info.number('kimage_voffset'), 0xffff7fffc8000000n);
    assert.equal(info.kaslrOffset, 0x3bc00000n);
    assert.equal(info.crashTimeSeconds, 1795247756);
    assert.deepEqual(info.problems, []);
    assert.equal([...info.keys].length, 14);
  });

  it('says nothing about what is not there', () => {
    const info = parse('');
    assert.equal(info.release, undefined);
    assert.equal(info.symbol('_stext'), undefined);
    assert.equal(info.number('x'), undefined);
    assert.equal(info.offset('x.y'), undefined);
    assert.equal(info.crashTimeSeconds, undefined);
  });

  it('ends at the first NUL, and takes a last line without its line feed', () => {
    assert.deepEqual([...parse('A=1\nB=2\0C=3\n').keys], ['A', 'B']);
  });

  it('keeps the first of two values and reports the second', () => {
    const info = parse('OSRELEASE=a\nOSRELEASE=b\nPAGESIZE=4096\nPAGESIZE=4096\n');
    assert.equal(info.release, 'a');
    assert.deepEqual(
      info.problems.map(({ code, at }) => [code, at]),
      [['vmcoreinfo-key-doubled', 'VMCOREINFO line 2']],
    );
  });

  it('reports garbage and bytes that are not ASCII, and reads the rest', () => {
    const info = parse('garbage\nBUILD-ID=\xff\xfe\x01\nSYMBOL(a)=xyz\nOSRELEASE=6.1\n=5\n');
    assert.equal(info.release, '6.1');
    assert.equal(info.buildId, undefined);
    assert.equal(info.symbol('a'), undefined);
    assert.deepEqual(
      info.problems.map(({ at }) => at),
      ['VMCOREINFO line 1', 'VMCOREINFO line 2', 'VMCOREINFO line 5'],
    );
    assert.ok(info.problems.every(({ message }) => /^[\x20-\x7e“”]*$/.test(message)));
  });

  it('gives a value and few problems for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        assert.ok(parseVmcoreinfo(bytes).problems.length <= 20);
      }),
    );
    const huge = parseVmcoreinfo(Buffer.alloc(1024 * 1024, 'x\n'));
    assert.equal(huge.problems.length, 20);
  });
});

describe('findVmcoreinfoInMemory', () => {
  const memoryWith = (content: string, at: number): PhysicalMemory => {
    const data = Buffer.alloc(3 * 1024 * 1024);
    // The same words in a log, before the real text.
    data.write('OSRELEASE=%s\nPAGESIZE=%ld\n', 5000);
    data.write(content, at);
    const bytes = writeElf({ segments: [{ physicalAddress: 0x100000n, data }] });
    return openSource(new BytesSource(bytes, 'vmcore')).memory;
  };

  for (const at of [0x200000, 0x1ffff8, 0x123457, 3 * 1024 * 1024 - text.length]) {
    it(`finds the text at offset 0x${at.toString(16)}`, async () => {
      const found = await findVmcoreinfoInMemory(memoryWith(text, at));
      assert.equal(found && Buffer.from(found).toString(), text);
    });
  }

  it('takes no text that only looks like it', async () => {
    assert.equal(
      await findVmcoreinfoInMemory(memoryWith('OSRELEASE=6.1\nPAGESIZE=4096\n', 0x2000)),
      undefined,
    );
  });

  it('reports its progress and stops when nobody wants the answer any more', async () => {
    const source = new CancellationSource();
    const steps: [number, number][] = [];
    const search = findVmcoreinfoInMemory(memoryWith('', 0), source, (done, total) => {
      steps.push([done, total]);
      source.cancel();
    });
    await assert.rejects(search, { code: 'cancelled' });
    assert.deepEqual(steps, [[1024 * 1024, 3 * 1024 * 1024]]);
  });
});
