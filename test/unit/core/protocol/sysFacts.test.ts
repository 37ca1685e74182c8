import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Overview } from '../../../../core/protocol/overview';
import { overviewText } from '../../../../core/protocol/text/overviewText';
import { formatDate, formatMemory, formatUptime, sysFacts } from '../../../../core/protocol/sysFacts';

const overview: Overview = {
  path: '/var/crash/vmcore',
  fileSizeBytes: 1000,
  panic: { message: 'BUG: x\x1b[31m', logIndex: 1 },
  release: '6.1.0',
  architecture: 'x86_64',
  cpus: { value: 2, source: 'notes' },
  memoryBytes: { value: String(32n << 30n), source: 'headers' },
  dump: {
    format: 'ELF',
    compression: 'none',
    dumpLevel: 31,
    excluded: [],
    flattened: false,
    parts: [],
    complete: false,
    missing: [],
  },
  deviceDumps: [],
  debuginfo: { kind: 'missing', lookedIn: [] },
  log: {
    count: 3,
    tailStart: 1,
    tail: [
      { level: 0, facility: 0, timeUs: 1_000_002, text: 'BUG: x\x1b[31m' },
      { level: 4, facility: 0, timeUs: 2_000_000, text: 'a ```fence\nsecond' },
    ],
  },
  problems: [],
};

describe('sysFacts', () => {
  it("has crash's labels in crash's order, and nothing that is unknown", () => {
    assert.deepEqual(
      sysFacts(overview).map(({ label, value }) => `${label} ${value}`),
      [
        'DUMPFILE /var/crash/vmcore  [PARTIAL DUMP]  [INCOMPLETE]',
        'CPUS 2',
        'RELEASE 6.1.0',
        'MACHINE x86_64',
        'MEMORY 32 GB',
        'PANIC "BUG: x\x1b[31m"',
      ],
    );
  });

  it('formats dates, uptimes and memory as crash does', () => {
    assert.equal(formatDate(1_795_247_661), 'Sat Nov 21 07:54:21 UTC 2026');
    assert.equal(formatUptime(273_906.9), '3 days, 04:05:06');
    assert.equal(formatUptime(5), '00:00:05');
    assert.equal(formatMemory(536_346_624n), '511.5 MB');
  });

  it('formats any number that a dump can hold', () => {
    fc.assert(
      fc.property(fc.double(), (seconds) => {
        assert.notEqual(formatDate(seconds), '');
      }),
    );
  });
});

describe('overviewText', () => {
  it('reads as crash prints it, escapes made visible', () => {
    assert.equal(
      overviewText(overview, 'crash'),
      [
        'crash> sys',
        '    DUMPFILE: /var/crash/vmcore  [PARTIAL DUMP]  [INCOMPLETE]',
        '        CPUS: 2',
        '     RELEASE: 6.1.0',
        '     MACHINE: x86_64',
        '      MEMORY: 32 GB',
        '       PANIC: "BUG: x␛[31m"',
        '',
        'crash> log',
        '... 1 earlier messages ...',
        '[    1.000002] BUG: x␛[31m',
        '[    2.000000] a ```fence',
        '               second',
        '',
      ].join('\n'),
    );
  });

  it('has the stack of the task that crashed where it is known', () => {
    const stack = {
      pid: 1,
      comm: 'init',
      cpu: 0,
      onCpu: true,
      task: '0xff43dbd2c11dc180',
      frames: [
        {
          pc: '0xffffffff81000016',
          symbol: 'sysrq_handle_crash',
          kind: 'call',
          stackAddress: '0xff58e90f40013d88',
        },
      ],
      end: { kind: 'bottom', message: 'The stack ends here.' },
    } as const;
    const lines = overviewText(overview, 'crash', stack).split('\n');
    const start = lines.indexOf('crash> bt');
    assert.deepEqual(lines.slice(start - 1, start + 5), [
      '',
      'crash> bt',
      'PID: 1        TASK: ff43dbd2c11dc180  CPU: 0   COMMAND: "init"',
      ' #0 [ff58e90f40013d88] sysrq_handle_crash at ffffffff81000016',
      '',
      'crash> log',
    ]);
  });

  it('is fenced in Markdown so that no text of the dump ends the fence', () => {
    const lines = overviewText(overview, 'markdown').split('\n');
    assert.equal(lines[0], '**BUG: x␛\\[31m**');
    assert.equal(lines[2], '````text');
    assert.equal(lines.at(-2), '````');
  });
});
