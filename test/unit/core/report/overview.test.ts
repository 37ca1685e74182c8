import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../core/base/errors';
import { openSource } from '../../../../core/dump/openDump';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { Kernel } from '../../../../core/kernel/kernel';
import type { Overview } from '../../../../core/protocol/overview';
import { readOverview } from '../../../../core/report/overview';
import { CrashDumpBuilder, release, ringInImage } from '../../../support/crashDump';

function crash(): CrashDumpBuilder {
  const ring = ringInImage()
    .add({ text: 'Linux version 6.1.0-test-amd64', level: 5 })
    .add({ text: 'Command line: root=/dev/vda quiet' })
    .add({
      text: 'CPU: 0 PID: 1 Comm: sh Tainted: G           OE      6.1.0-test-amd64 #1',
      timeNs: 2_000_000_000n,
    })
    .add({ text: 'Kernel panic - not syncing: sysrq triggered crash', level: 0, timeNs: 2_500_000_000n });
  return new CrashDumpBuilder(ring);
}

function overviewOf(builder: CrashDumpBuilder, bytes = builder.bytes()): Overview {
  return readOverview(new Kernel(openSource(new BytesSource(bytes, '/nowhere/vmcore'))));
}

describe('the overview', () => {
  it('tells each fact with its source', () => {
    const overview = overviewOf(crash());
    assert.deepEqual(overview.panic, {
      message: 'Kernel panic - not syncing: sysrq triggered crash',
      logIndex: 3,
    });
    assert.equal(overview.release, release);
    assert.equal(overview.version, '#1 SMP test');
    assert.equal(overview.hostName, 'crashy');
    assert.equal(overview.architecture, 'x86_64');
    assert.deepEqual(overview.crashTime, { value: 1_795_247_756, source: 'VMCOREINFO' });
    assert.deepEqual(overview.uptime, { value: 2.5, source: 'log: its last timestamp' });
    assert.deepEqual(overview.cpus, { value: 2, source: 'cpu notes of the dump' });
    assert.deepEqual(overview.memoryBytes, { value: '4194304', source: 'memory ranges of the dump' });
    assert.deepEqual(overview.commandLine, { value: 'root=/dev/vda quiet', source: 'log' });
    assert.deepEqual(
      overview.taint?.value.flags.map(({ letter }) => letter),
      ['O', 'E'],
    );
    assert.equal(overview.kaslrOffset, '0x1c00000');
    assert.equal(overview.pageTableLevels, 4);
    assert.equal(overview.pageSizeBytes, 4096);
    assert.equal(overview.log.count, 4);
    assert.equal(overview.log.tail.length, 4);
    assert.deepEqual(overview.problems, []);
    assert.deepEqual(JSON.parse(JSON.stringify(overview)), overview, 'it must survive JSON as it is');
  });

  it('leaves out what the dump does not tell, and says why', () => {
    const builder = crash();
    builder.hasVmcoreinfo = false;
    const overview = overviewOf(builder);
    for (const fact of [
      'panic',
      'release',
      'crashTime',
      'uptime',
      'commandLine',
      'taint',
      'kaslrOffset',
    ] as const) {
      assert.equal(Object.hasOwn(overview, fact), false, fact);
    }
    assert.deepEqual(overview.log, { count: 0, tail: [], tailStart: 0 });
    assert.equal(overview.architecture, 'x86_64');
    assert.deepEqual(
      overview.problems.map(({ code }) => code),
      ['vmcoreinfo-not-found'],
    );
  });

  it('keeps its facts when the log is gone', () => {
    const builder = crash();
    builder.memory.fill(0, 0x10_0000, 0x10_0008);
    const overview = overviewOf(builder);
    assert.equal(overview.release, release);
    assert.equal(overview.hostName, 'crashy');
    assert.equal(overview.panic, undefined);
    assert.deepEqual(
      overview.problems.map(({ code }) => code),
      ['log-not-found'],
    );
  });

  it('comes for a dump that is cut off anywhere behind its headers', () => {
    const builder = crash();
    const whole = builder.bytes();
    for (const part of [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const overview = overviewOf(builder, whole.slice(0, Math.max(4096, Math.floor(whole.length * part))));
      assert.equal(overview.dump.complete, false);
      assert.equal(overview.architecture, 'x86_64');
    }
  });

  it('comes, or is refused with a reason, for a dump that is damaged anywhere', function () {
    this.timeout(60_000);
    const builder = crash();
    const whole = builder.bytes();
    const memoryAt = whole.length - builder.memory.length;
    // Where a byte decides most: file headers and notes, page tables, names, the ring's head and its parts.
    const places = [
      0,
      64,
      512,
      1024,
      memoryAt + 0x1ff8,
      memoryAt + 0x2ff0,
      memoryAt + 0x3000,
      memoryAt + 0x4000,
    ];
    const ring = [0x10_0000, 0x10_1000, 0x11_0000, 0x20_0000, 0x30_0000].map((at) => memoryAt + at);
    const change = fc.tuple(fc.constantFrom(...places, ...ring), fc.nat(128), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = whole.slice();
        for (const [place, offset, value] of changes) bytes[place + offset] = value;
        try {
          const overview = overviewOf(builder, bytes);
          assert.ok(overview.log.count <= 256);
        } catch (error) {
          assert.ok(error instanceof VmcoreError, String((error as Error).stack));
        }
      }),
      { numRuns: 300 },
    );
  });
});
