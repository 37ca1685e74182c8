import { errorData, VmcoreError } from '../base/errors';
import type { DumpImage } from '../dump/dumpImage';
import { dumpFormats, probeSizeBytes } from '../dump/formats';
import { openSource } from '../dump/openDump';
import { readBytes } from '../dump/readBytes';
import { ReadBudget } from '../dump/readBudget';
import { openSiblingFiles } from '../dump/siblingFiles';
import { Kernel } from '../kernel/kernel';
import type { DumpSummary, FileSummary } from '../protocol/dumpSummary';
import { findCrashTime, findUts } from './facts';
import { withoutUndefined, type Optional } from './withoutUndefined';

/** Headers, notes, VMCOREINFO and a few pages take some ten kilobytes; folders with many files beside a split set more. */
const openingBytes = 4 * 1024 * 1024;
/** The bitmap of a machine with 8 GiB. */
const completenessBytes = 256 * 1024;

/**
 * What the file at `path` is, and what a list of dumps shows of it, from a read of a few kilobytes. What would take more is
 * left out.
 */
export function readFileSummary(path: string): FileSummary {
  const budget = new ReadBudget(openingBytes);
  const startedAt = performance.now();
  try {
    const source = budget.open(path);
    const head = readBytes(source, 0, probeSizeBytes);
    if (!dumpFormats.some(({ probe }) => probe(head))) return { kind: 'other' };
    const dump = openSource(source, () => openSiblingFiles(path, budget.open));
    const facts = readFacts(dump);
    budget.allow(completenessBytes);
    const summary = withoutUndefined<Omit<DumpSummary, 'cost'>>({
      path,
      parts: dump.format.parts,
      sizeBytes: dump.fileSizeBytes,
      format: dump.format.label,
      ...facts,
      ...completenessOf(dump),
    });
    const cost = { readBytes: budget.readBytes, elapsedMs: performance.now() - startedAt };
    return { kind: 'dump', summary: { ...summary, cost } };
  } catch (error) {
    return whyNot(error);
  } finally {
    budget.closeAll();
  }
}

type Facts = Pick<DumpSummary, 'architecture' | 'release' | 'hostName' | 'crashTime'>;

/** ELF headers name no host; the kernel's memory does, and is at hand there without bitmaps and tables of pages. */
function readFacts(dump: DumpImage): Optional<Facts> {
  const kernel = new Kernel(dump);
  const vmcoreinfo = attempt(() => kernel.vmcoreinfo);
  const parts = { vmcoreinfo, symbols: undefined, log: undefined, problems: [] };
  const memory = dump.format.id === 'elf' ? attempt(() => kernel.memory) : undefined;
  const uts =
    attempt(() => findUts(dump, { ...parts, memory })) ?? findUts(dump, { ...parts, memory: undefined });
  const crashTime = findCrashTime(dump, { ...parts, memory: undefined });
  return { architecture: dump.machine.name, release: uts.release, hostName: uts.hostName, crashTime };
}

/** Of a flattened file it takes a read here and there through all of it. */
function completenessOf(dump: DumpImage): Pick<DumpSummary, 'completeness' | 'missing'> {
  const found = dump.format.flattened ? undefined : attempt(() => dump.completeness);
  if (!found) return { completeness: 'unchecked', missing: [] };
  return { completeness: found.complete ? 'complete' : 'incomplete', missing: found.missing };
}

/** Of a damaged dump the rest is still worth showing; its own editor says what is wrong with it. */
function attempt<Part>(read: () => Part): Part | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}

/** Errors about what the file is; others are about a dump. */
const otherFiles = new Set(['not-a-dump', 'empty-file', 'not-a-regular-file', 'file-not-found']);

function whyNot(cause: unknown): FileSummary {
  const error = errorData(cause);
  if (otherFiles.has(error.code)) return { kind: 'other' };
  return { kind: error.code === 'no-permission' ? 'unreadable' : 'broken', error };
}
