import { hex } from '../base/address';
import { findVmlinux } from '../debuginfo/findVmlinux';
import { findDeviceDumps } from '../dump/deviceDumps';
import type { DumpImage } from '../dump/dumpImage';
import type { Kernel } from '../kernel/kernel';
import { findPanic } from '../kernel/panic';
import type { Overview } from '../protocol/overview';
import { excludedPages } from './dumpLevel';
import * as facts from './facts';
import { openKernelParts, type KernelParts } from './kernelParts';
import { readLogTail } from './log/logTail';
import { withoutUndefined, type Optional } from './withoutUndefined';

/**
 * Everything that the overview shows. It comes for every dump that opens: what the dump does not tell is left out,
 * and `problems` says why.
 */
export function readOverview(kernel: Kernel): Overview {
  const { dump } = kernel;
  const parts = openKernelParts(kernel);
  const uts = facts.findUts(dump, parts);
  const buildId = facts.findBuildId(dump, parts);
  const panic = parts.log && findPanic(parts.log);
  return withoutUndefined<Overview>({
    path: dump.path,
    fileSizeBytes: dump.fileSizeBytes,
    panic,
    ...uts,
    architecture: dump.machine.name,
    buildId,
    crashTime: facts.findCrashTime(dump, parts),
    uptime: facts.findUptime(dump, parts),
    cpus: facts.findCpus(dump, parts),
    memoryBytes: facts.findMemoryBytes(dump, parts),
    commandLine: facts.findCommandLine(dump, parts),
    taint: facts.findTaint(dump, parts),
    ...translationFacts(dump, parts),
    dump: dumpFacts(dump),
    deviceDumps: findDeviceDumps(dump.notes).map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    debuginfo: findVmlinux({ release: uts.release, buildId, dumpPath: dump.path }, kernel.files),
    log: readLogTail(parts.log, panic),
    problems: [
      ...(parts.memory?.translator.problems ?? []),
      ...dump.problems,
      ...(parts.vmcoreinfo?.problems ?? []),
      ...parts.problems,
      ...(parts.log?.problems ?? []),
    ],
  });
}

function translationFacts(
  dump: DumpImage,
  { memory, vmcoreinfo }: KernelParts,
): Optional<Pick<Overview, 'kaslrOffset' | 'memoryEncryptionMask' | 'pageTableLevels' | 'pageSizeBytes'>> {
  const translator = memory?.translator;
  const kaslrOffset = vmcoreinfo?.kaslrOffset;
  return {
    kaslrOffset: kaslrOffset === undefined ? undefined : hex(kaslrOffset),
    memoryEncryptionMask: translator && hex(translator.memoryEncryptionMask),
    pageTableLevels: translator?.levels || undefined,
    pageSizeBytes: translator?.pageSizeBytes ?? vmcoreinfo?.pageSizeBytes ?? dump.machine.pageSizeBytes,
  };
}

function dumpFacts({ format, completeness }: DumpImage): Overview['dump'] {
  return withoutUndefined<Overview['dump']>({
    format: format.label,
    headerVersion: format.headerVersion,
    compression: format.compression,
    dumpLevel: format.dumpLevel,
    excluded: excludedPages(format.dumpLevel),
    flattened: format.flattened,
    parts: format.parts,
    complete: completeness.complete,
    missing: completeness.missing,
  });
}
