import type { LogTexts } from '../log/logTexts';
import { readTaskLine, type Oops, type OopsInProgress, type OopsLineReader } from './oops';
import { readFaultLine } from './oopsFault';
import { readInstructionPointer, readTraceLine } from './oopsPlaces';
import { readCodeLine, readRegisterLine } from './oopsRegisters';

/** Longer than any: registers, code, a deep trace, and on arm64 the modules in between. */
const maxRecords = 400;

/** The first that knows a line takes it. */
const readers: readonly OopsLineReader[] = [
  readFaultLine,
  readInstructionPointer,
  readTraceLine,
  readTaskLine,
  readRegisterLine,
  readCodeLine,
];

/**
 * What the kernel printed from its first line on: an oops, a warning, or the trace of a panic. Lines that other cpus
 * wrote in between are left out where the log tells who wrote them.
 */
export function readOops(log: LogTexts, firstLogIndex: number): Oops {
  const oops: OopsInProgress = {
    firstLogIndex,
    lastLogIndex: firstLogIndex,
    registers: new Map<string, bigint>(),
    fault: {},
    trace: [],
    ownsRegisters: false,
    traceState: 'before',
  };
  const caller = log.callerId?.(firstLogIndex);
  const end = Math.min(log.total, firstLogIndex + maxRecords);
  for (let index = firstLogIndex; index < end; index++) {
    if (caller !== undefined && log.callerId?.(index) !== caller) continue;
    const lines = (log.text(index) ?? '').split('\n');
    if (index > firstLogIndex && lines.some(beginsAnother)) break;
    for (const line of lines) readLine(line, index, oops);
    oops.lastLogIndex = index;
    if (lines.some((line) => /---\[ end (trace|Kernel panic)/.test(line))) break;
  }
  const { task, place, registers, code, fault, trace, lastLogIndex } = oops;
  return {
    firstLogIndex,
    lastLogIndex,
    ...(task && { task }),
    ...(place && { place }),
    registers,
    ...(code && { code }),
    fault,
    trace,
  };
}

function readLine(line: string, logIndex: number, oops: OopsInProgress): void {
  if (readers.some((read) => read(line, logIndex, oops))) return;
  if (oops.traceState === 'inside') oops.traceState = 'behind';
}

function beginsAnother(line: string): boolean {
  return /^Kernel panic - not syncing|^-+\[ cut here \]-+$/.test(line);
}
