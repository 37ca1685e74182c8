import type { CrashReport } from '../../core/protocol/report/crashReport';
import { userDataIn } from '../../core/protocol/report/userData';
import type { Verdict } from '../../core/protocol/verdict';

/** A report in which every text that a dump could choose is this one. */
export function reportOf(text: string): CrashReport {
  const task = { pid: 61, comm: text, task: '0xffff888003c0a000', cpu: 1 };
  const frame = {
    pc: '0xffffffffc000101a',
    symbol: text,
    offset: '0x1a',
    size: '0x30',
    module: text,
    kind: 'call',
    stackAddress: '0xffffc90000013d08',
  } as const;
  const lock = {
    ...task,
    state: 'D',
    kind: 'mutex',
    lock: '0xffffffffc0002000',
    symbol: text,
    holder: { ...task, certain: true },
    frame,
  } as const;
  const report: Omit<CrashReport, 'userData'> = {
    overview: {
      path: `/var/crash/${text}`,
      fileSizeBytes: 1,
      panic: { message: text, logIndex: 1 },
      release: text,
      version: text,
      hostName: text,
      architecture: 'x86_64',
      buildId: 'ab12',
      commandLine: { value: text, source: 'kernel memory' },
      taint: { value: { flags: [{ letter: 'O', meaning: text }] }, source: 'log' },
      dump: {
        format: 'ELF',
        compression: 'none',
        excluded: [],
        flattened: false,
        parts: [],
        complete: false,
        missing: [text],
      },
      deviceDumps: [],
      debuginfo: { kind: 'missing', lookedIn: [] },
      log: {
        count: 2,
        tailStart: 0,
        tail: [
          { level: 6, facility: 0, timeUs: 1_000_000, text },
          { level: 0, facility: 0, timeUs: 2_000_000, text: `${text}\n${text}` },
        ],
      },
      problems: [{ code: 'a', message: text, at: text }],
    },
    verdict: verdictOf(text),
    crashing: { ...task, onCpu: true, frames: [frame], end: { kind: 'damaged', message: text } },
    cpus: [task],
    locks: { waits: [lock], cycles: [{ certain: true, waits: [lock], text }], problems: [] },
    modules: [{ name: text, sizeBytes: 4096, version: text, taints: [{ letter: 'O', meaning: text }] }],
    problems: [],
  };
  return { userData: userDataIn(report), ...report };
}

function verdictOf(text: string): Verdict {
  return {
    kind: 'null-dereference',
    title: text,
    summary: text,
    confidence: 'certain',
    guilty: {
      function: text,
      module: text,
      file: text,
      line: 12,
      task: { pid: 61, comm: text, cpu: 1, task: '0xffff888003c0a000' },
    },
    instruction: {
      pc: '0xffffffffc000101a',
      bytes: '488b4718',
      text: 'mov 0x18(%rdi),%rax',
      source: 'memory',
      access: {
        base: 'rdi',
        displacement: 24,
        member: { struct: text, member: text, pointer: 'file->private', parameter: text },
      },
    },
    registers: [{ name: 'rdi', value: '0x0', meaning: text, isUsed: true }],
    address: { value: '0x18', meaning: text, access: 'read' },
    frames: [],
    findings: [
      {
        code: 'cause',
        severity: 'cause',
        text,
        evidence: [
          { kind: 'log', logIndex: 1, text },
          { kind: 'frame', index: 0, text },
          { kind: 'address', address: '0xffff888003c0a000', text },
          { kind: 'register', name: 'rdi', value: '0x0' },
          { kind: 'task', pid: 61, comm: text },
          { kind: 'module', name: text },
        ],
      },
    ],
    signature: { id: '0123456789abcdef', text },
    next: [{ command: 'vmcore bt FILE', why: text }],
    problems: [],
  };
}
