import { VmcoreError } from '../../../core/base/errors';
import type { AnalyzingDisassembler } from '../../../core/disassembly/disassembler';
import { BlockCache } from '../../../core/dump/blockCache';
import type { ByteSource } from '../../../core/dump/byteSource';
import { findVmcoreinfoInMemory } from '../../../core/dump/findVmcoreinfo';
import { openSource } from '../../../core/dump/openDump';
import { Kernel } from '../../../core/kernel/kernel';
import { Stacks } from '../../../core/kernel/tasks/stacks';
import { readCrashReport } from '../../../core/report/crashReport';

/** What became of a damaged dump. */
export interface Outcome {
  /** Messages of the log. */
  readonly messages: number;
  readonly stacks: number;
  /** Codes of the errors that took a part away. */
  readonly reasons: readonly string[];
}

/**
 * Opens the dump and reads its log and, when `deep`, its tasks, every stack and the report.
 * @throws what is no VmcoreError: an error that nobody meant
 */
export async function readEverything(
  source: ByteSource,
  disassembler: AnalyzingDisassembler | undefined,
  deep: boolean,
): Promise<Outcome> {
  const reasons: string[] = [];
  const kernel = await attempt(reasons, () => openKernelIn(source));
  if (!kernel) return { messages: 0, stacks: 0, reasons };
  try {
    const messages = (await attempt(reasons, () => readLog(kernel))) ?? 0;
    if (messages === 0 && reasons.length === 0) reasons.push(...kernel.log.problems.map(({ code }) => code));
    if (!deep) return { messages, stacks: 0, reasons };
    const stacks = (await attempt(reasons, () => [...new Stacks(kernel).all()].length)) ?? 0;
    await attempt(reasons, () => JSON.stringify(readCrashReport(kernel, disassembler)));
    return { messages, stacks, reasons };
  } finally {
    kernel.dump.close();
  }
}

async function openKernelIn(source: ByteSource): Promise<Kernel> {
  const dump = openSource(new BlockCache(source));
  return new Kernel(dump, dump.vmcoreinfo ?? (await findVmcoreinfoInMemory(dump.memory)));
}

function readLog({ log }: Kernel): number {
  let characters = 0;
  for (let index = 0; index < log.total; index++) characters += log.text(index)?.length ?? 0;
  return characters > 0 ? log.total : 0;
}

async function attempt<Part>(reasons: string[], read: () => Part | Promise<Part>): Promise<Part | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof VmcoreError)) throw error;
    reasons.push(error.code);
    return undefined;
  }
}
