import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { findCommandLineInLog, readCommandLine } from '../../../../core/kernel/commandLine';
import { countCpuNotes, readOnlineCpuCount } from '../../../../core/kernel/cpus/cpus';
import type { SymbolTable } from '../../../../core/symbols/symbolTable';
import { readKernelClocks } from '../../../../core/kernel/time/timekeeper';
import { describedMemoryBytes } from '../../../../core/kernel/memory/memorySize';
import { describeTaint, findTaintInLog, readTaint } from '../../../../core/kernel/taint';
import { readUts } from '../../../../core/kernel/uts';
import { physicalAddress } from '../../../../core/base/address';
import { FakeKernelMemory, FakeLayout } from '../../../support/fakeKernelMemory';

const letters = (mask: bigint): string =>
  describeTaint(mask)
    .flags.map(({ letter }) => letter)
    .join('');
const log = (...lines: string[]): { total: number; text: (index: number) => string | undefined } => ({
  total: lines.length,
  text: (index) => lines[index],
});
const symbols = (table: Record<string, bigint>): Pick<SymbolTable, 'findByName'> => ({
  findByName: (name) => {
    const address = table[name];
    return address === undefined ? undefined : { name, type: 'D', address: virtualAddress(address) };
  },
});

describe('taint', () => {
  it('spells out every bit', () => {
    assert.equal(letters(0n), '');
    assert.equal(letters((1n << 20n) - 1n), 'PFSRMBUDAWCIOELKXTNJ');
    assert.equal(letters((1n << 12n) | (1n << 13n)), 'OE');
    assert.deepEqual(describeTaint(1n << 27n).flags, [
      { letter: '?', meaning: "Taint bit 27, which the kernel's vendor defined" },
    ]);
  });

  it('is read from kernel memory, or from the newest line that prints it', () => {
    const memory = new FakeKernelMemory();
    memory.addWord(0x5000n, 0x3000n);
    assert.deepEqual(
      readTaint(memory, symbols({ tainted_mask: 0x5000n }), memory.words)?.flags.map(({ letter }) => letter),
      ['O', 'E'],
    );
    assert.equal(readTaint(memory, symbols({}), memory.words), undefined);
    const printed = findTaintInLog(
      log(
        'CPU: 0 PID: 1 Comm: a Not tainted 6.1.0',
        'CPU: 0 PID: 9 Comm: sh Tainted: P        W  OE      6.1.0-37-amd64 #1',
        'end',
      ),
    );
    assert.deepEqual(
      printed?.flags.map(({ letter }) => letter),
      ['P', 'W', 'O', 'E'],
    );
    assert.deepEqual(findTaintInLog(log('CPU: 0 PID: 1 Comm: a Not tainted 6.1.0')), { flags: [] });
    assert.equal(findTaintInLog(log('nothing of it')), undefined);
  });
});

describe('the command line', () => {
  it('is read whole, or not at all', () => {
    const memory = new FakeKernelMemory();
    memory.addWord(0x5000n, 0x9000n);
    const bytes = new Uint8Array(8192);
    bytes.set(Buffer.from('root=/dev/vda quiet'));
    memory.add(0x9000n, bytes);
    const table = symbols({ saved_command_line: 0x5000n });
    assert.equal(readCommandLine(memory, table, memory.words), 'root=/dev/vda quiet');
    memory.remove(0x9004n, 2);
    assert.equal(readCommandLine(memory, table, memory.words), undefined);
  });

  it('is found at the beginning of the log', () => {
    assert.equal(findCommandLineInLog(log('Linux version', 'Command line: ro quiet')), 'ro quiet');
    assert.equal(findCommandLineInLog(log('Booting', 'Kernel command line: ro')), 'ro');
    assert.equal(findCommandLineInLog(log('later')), undefined);
  });
});

describe('cpus and memory', () => {
  it('counts the notes of cpus', () => {
    const note = (name: string, type: number) => ({ name, type });
    assert.equal(
      countCpuNotes([note('CORE', 1), note('CORE', 1), note('QEMU', 0), note('VMCOREINFO', 0)]),
      2,
    );
  });

  it('refuses a count that no kernel can have', () => {
    const memory = new FakeKernelMemory();
    memory.addU32(0x5000n, 4);
    memory.addU32(0x6000n, 0xffff_ffff);
    assert.equal(readOnlineCpuCount(memory, symbols({ __num_online_cpus: 0x5000n }), memory.words), 4);
    assert.equal(
      readOnlineCpuCount(memory, symbols({ __num_online_cpus: 0x6000n }), memory.words),
      undefined,
    );
    assert.equal(readOnlineCpuCount(memory, symbols({}), memory.words), undefined);
  });

  it('counts RAM that two segments describe once', () => {
    const range = (start: bigint, sizeBytes: bigint) => ({ start: physicalAddress(start), sizeBytes });
    assert.equal(
      describedMemoryBytes([
        range(0x1000n, 0x1000n),
        range(0x4000n, 0x4000n),
        range(0x5000n, 0x800n),
        range(0x7000n, 0x2000n),
      ]),
      0x6000n,
    );
    assert.equal(describedMemoryBytes([]), 0n);
  });
});

describe('the host name and release', () => {
  it('come from init_uts_ns', () => {
    const memory = new FakeKernelMemory();
    const bytes = new Uint8Array(65 * 6);
    ['Linux', 'host', '6.1.0', '#1 SMP', 'x86_64', '(none)'].forEach((text, index) => {
      bytes.set(Buffer.from(text), index * 65);
    });
    memory.add(0x2004n, bytes);
    const layout = new FakeLayout({ init_uts_ns: 0x2000n }, { 'uts_namespace.name': 4 }, {});
    assert.deepEqual(readUts(memory, layout, memory.words), {
      nodename: 'host',
      release: '6.1.0',
      version: '#1 SMP',
      machine: 'x86_64',
    });
    bytes[0] = 0x41;
    assert.equal(readUts(memory, layout, memory.words), undefined, 'memory that is something else');
  });
});

describe('the clocks of the kernel', () => {
  const table = symbols({ tk_core: 0x7000n });
  const clocksWith = (words: readonly bigint[], at: number): ReturnType<typeof readKernelClocks> => {
    const bytes = new Uint8Array(512);
    words.forEach((word, index) => {
      new DataView(bytes.buffer).setBigInt64(at + index * 8, word, true);
    });
    const memory = new FakeKernelMemory();
    memory.add(0x7000n, bytes);
    return readKernelClocks(memory, table, memory.words);
  };

  it('are found wherever a release keeps them', () => {
    for (const at of [64, 128, 136, 480]) {
      assert.deepEqual(clocksWith([1_795_247_814n, 93n, -1_795_247_722n], at), {
        wallSeconds: 1_795_247_814,
        uptimeSeconds: 93,
      });
    }
  });

  it('are unknown where the numbers do not belong together', () => {
    assert.equal(clocksWith([1_795_247_814n, 93n, -1_795_000_000n], 128), undefined);
    assert.equal(clocksWith([0n, 0n, 0n], 128), undefined);
    const words = { littleEndian: true, wordSizeBytes: 8 } as const;
    assert.equal(readKernelClocks(new FakeKernelMemory(), table, words), undefined);
  });
});
