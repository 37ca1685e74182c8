import assert from 'node:assert/strict';
import type { BacktraceData } from '../../../../../core/protocol/backtraceData';
import { comparisonText } from '../../../../../core/protocol/text/comparisonText';
import type { Overview } from '../../../../../core/protocol/overview';
import type { Verdict } from '../../../../../core/protocol/verdict';

const overview: Overview = {
  path: '/var/crash/vmcore',
  fileSizeBytes: 1000,
  release: '6.1.0',
  hostName: 'db7',
  architecture: 'x86_64',
  dump: {
    format: 'ELF vmcore',
    compression: 'none',
    excluded: [],
    flattened: false,
    parts: [],
    complete: true,
    missing: [],
  },
  deviceDumps: [],
  debuginfo: { kind: 'missing', lookedIn: [] },
  log: {
    count: 1,
    tailStart: 0,
    tail: [{ level: 0, facility: 0, timeUs: 1_000_000, text: 'BUG: x\x1b[31m' }],
  },
  problems: [],
};

const verdict: Verdict = {
  kind: 'null-dereference',
  title: 'NULL pointer dereference in foo_write [foo]',
  summary: 'The kernel wrote to NULL.',
  confidence: 'certain',
  guilty: { function: 'foo_write', offset: '0x1a', module: 'foo', task: { pid: 12, comm: 'my\u202esqld' } },
  instruction: { pc: '0xffffffffc000101a', bytes: '48', text: 'mov 0x18(%rdi),%rax', source: 'memory' },
  address: { value: '0x18', meaning: 'NULL + 0x18', access: 'read' },
  frames: [],
  findings: [{ code: 'null-dereference', severity: 'cause', text: 'The log says so.', evidence: [] }],
  signature: { id: '0123456789abcdef', text: 'null-dereference foo_write[foo] vfs_write' },
  next: [],
  problems: [],
};

const stack: BacktraceData = {
  onCpu: true,
  frames: [
    {
      pc: '0xffffffffc000101a',
      symbol: 'foo_write',
      module: 'foo',
      kind: 'interrupted',
      stackAddress: '0x1',
    },
    { pc: '0xffffffff81000000', symbol: 'vfs_write', kind: 'call', stackAddress: '0x2' },
    { pc: '0xffffffff82000000', kind: 'call', stackAddress: '0x3' },
  ],
  end: { kind: 'excluded', message: 'the page of the stack is not dumped' },
};

describe('a crash as text to compare', () => {
  const text = comparisonText(overview, verdict, stack);

  it('tells verdict, signature, stack, machine, findings and log, a fact a line', () => {
    const titles = text.split('\n').filter((line) => /^[A-Z]/.test(line));
    assert.deepEqual(titles, [
      'VERDICT',
      'SIGNATURE',
      'STACK',
      'MACHINE',
      'FINDINGS',
      'LOG AROUND THE PANIC',
    ]);
    for (const line of [
      '  kind          null-dereference (certain)',
      '  access        read, NULL + 0x18',
      '  0123456789abcdef',
      '  vfs_write',
      '  exception in foo_write [foo]',
      '  ??',
      '  (the page of the stack is not dumped)',
      '  nodename      db7',
      '  complete      yes',
      '  cause: The log says so.',
    ])
      assert.ok(text.split('\n').includes(line), `${line}\n---\n${text}`);
  });

  it('has no address, which differs with every boot', () => {
    assert.doesNotMatch(text, /ffffffff/);
  });

  it('shows what a dump holds as text, whatever that is', () => {
    assert.doesNotMatch(text, /[\x1b\u202e]/);
  });

  it('says so where there is no stack', () => {
    assert.match(comparisonText(overview, verdict), /STACK\n {2}not found in the dump\n/);
  });
});
