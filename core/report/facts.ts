import { hex } from '../base/address';
import { readBuildId } from '../kernel/buildId';
import { findCommandLineInLog, readCommandLine } from '../kernel/commandLine';
import { countCpuNotes, readOnlineCpuCount } from '../kernel/cpus/cpus';
import { estimateCrashTimeFromLog } from '../kernel/time/bootClock';
import type { DumpImage } from '../dump/dumpImage';
import { describedMemoryBytes, readPresentMemoryBytes } from '../kernel/memory/memorySize';
import { findTaintInLog, readTaint, type Taint } from '../kernel/taint';
import { readKernelClocks, type KernelClocks } from '../kernel/time/timekeeper';
import { readUts } from '../kernel/uts';
import type { Overview, Sourced } from '../protocol/overview';
import type { KernelParts } from './kernelParts';

const fromMemory = 'kernel memory';

/** Release, version and host name: kernel memory, else VMCOREINFO and the header that makedumpfile wrote. */
export function findUts(
  { machine, utsname }: DumpImage,
  { memory, vmcoreinfo }: KernelParts,
): {
  readonly release?: string | undefined;
  readonly version?: string | undefined;
  readonly hostName?: string | undefined;
} {
  const uts = (memory && vmcoreinfo && readUts(memory, vmcoreinfo, machine)) ?? utsname;
  return { release: vmcoreinfo?.release ?? uts?.release, version: uts?.version, hostName: uts?.nodename };
}

/** The note inside the kernel image is the better witness than VMCOREINFO. */
export function findBuildId(
  { machine }: DumpImage,
  { memory, symbols, vmcoreinfo }: KernelParts,
): string | undefined {
  return (memory && symbols && readBuildId(memory, symbols, machine)) ?? vmcoreinfo?.buildId;
}

/** Seconds since 1970. */
export function findCrashTime(dump: DumpImage, parts: KernelParts): Sourced<number> | undefined {
  const { vmcoreinfo, log } = parts;
  return (
    sourced(vmcoreinfo?.crashTimeSeconds, 'VMCOREINFO') ??
    sourced(findClocks(dump, parts)?.wallSeconds, fromMemory) ??
    sourced(log && estimateCrashTimeFromLog(log), 'log: hardware clock at boot, and the time since') ??
    sourced(dump.headerTimeSeconds, 'dump header')
  );
}

/** Seconds since boot. */
export function findUptime(dump: DumpImage, parts: KernelParts): Sourced<number> | undefined {
  const lastTimeUs = parts.log?.lastTimeUs;
  return (
    sourced(findClocks(dump, parts)?.uptimeSeconds, fromMemory) ??
    sourced(lastTimeUs === undefined ? undefined : lastTimeUs / 1_000_000, 'log: its last timestamp')
  );
}

function findClocks({ machine }: DumpImage, { memory, symbols }: KernelParts): KernelClocks | undefined {
  return memory && symbols && readKernelClocks(memory, symbols, machine);
}

/** Cpus that a panic stopped have left the kernel's count, and halted ones may have no note: the larger one is right. */
export function findCpus(
  { machine, notes }: DumpImage,
  { memory, symbols }: KernelParts,
): Sourced<number> | undefined {
  const online = (memory && symbols && readOnlineCpuCount(memory, symbols, machine)) ?? 0;
  const noted = countCpuNotes(notes);
  if (online > noted) return { value: online, source: fromMemory };
  return noted > 0 ? { value: noted, source: 'cpu notes of the dump' } : undefined;
}

/** Bytes, as a decimal string: more than a double can count on no machine, but a bigint is no JSON. */
export function findMemoryBytes(
  dump: DumpImage,
  { memory, vmcoreinfo }: KernelParts,
): Sourced<string> | undefined {
  const present = memory && vmcoreinfo && readPresentMemoryBytes(memory, vmcoreinfo, dump.machine);
  if (present !== undefined) return { value: present.toString(), source: fromMemory };
  const described = describedMemoryBytes(dump.memory.ranges);
  return described === 0n ? undefined : { value: described.toString(), source: 'memory ranges of the dump' };
}

export function findCommandLine(
  { machine }: DumpImage,
  { memory, symbols, log }: KernelParts,
): Sourced<string> | undefined {
  return (
    sourced(memory && symbols && readCommandLine(memory, symbols, machine), fromMemory) ??
    sourced(log && findCommandLineInLog(log), 'log')
  );
}

export function findTaint({ machine }: DumpImage, { memory, symbols, log }: KernelParts): Overview['taint'] {
  return (
    sourced(taintData(memory && symbols && readTaint(memory, symbols, machine)), fromMemory) ??
    sourced(taintData(log && findTaintInLog(log)), 'log')
  );
}

function taintData(taint: Taint | undefined): NonNullable<Overview['taint']>['value'] | undefined {
  if (!taint) return undefined;
  return { ...(taint.mask !== undefined && { mask: hex(taint.mask) }), flags: taint.flags };
}

function sourced<Value>(value: Value | undefined, source: string): Sourced<Value> | undefined {
  return value === undefined ? undefined : { value, source };
}
