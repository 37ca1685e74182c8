import { errorData, VmcoreError } from '../../base/errors';
import type { VirtualMemory } from '../../arch/virtualMemory';
import { hasDebuginfo } from '../../debuginfo/openDebuginfo';
import type { DumpImage } from '../../dump/dumpImage';
import { openFile } from '../../dump/openFile';
import type { Vmcoreinfo } from '../../dump/vmcoreinfo';
import type { SymbolTable } from '../../symbols/symbolTable';
import { readBtf, type FindAddress, type KernelTypes } from '../../types/readBtf';
import { readElfBtf } from '../../types/readElfBtf';
import { readBuildId } from '../buildId';
import type { FailedSource } from './failedSource';
import { GdbTypes } from './gdbTypes';
import type { KernelFiles } from './kernelFiles';
import { findKernelVmlinux, type FoundVmlinux } from './kernelVmlinux';

/** What types are looked for with. */
export interface TypeQuestion {
  readonly dump: Pick<DumpImage, 'path' | 'machine'>;
  readonly memory: VirtualMemory;
  readonly vmcoreinfo: Vmcoreinfo;
  readonly symbols: SymbolTable | undefined;
  readonly findAddress: FindAddress;
  readonly files: KernelFiles;
}

export interface TypeSearch {
  readonly types: KernelTypes | undefined;
  /** The sources that were tried in vain, in their order. */
  readonly failed: readonly FailedSource[];
}

type FoundTypes = { readonly types: KernelTypes } | { readonly whyNot: string };

/** What needs no waiting, and the vmlinux that gdb could read where nothing was found. */
export interface TypesAtHand extends TypeSearch {
  readonly vmlinux?: FoundVmlinux;
}

/** BTF in the dump, or that of the vmlinux. What is damaged in the dump is taken only where no vmlinux has it whole. */
export function findTypesAtHand(question: TypeQuestion): TypesAtHand {
  const { memory, findAddress, dump } = question;
  const inDump = readBtf(memory, findAddress, dump.machine);
  if (inDump && inDump.problems.length === 0) return { types: inDump, failed: [] };
  const failed = [{ source: 'BTF in the dump', whyNot: inDump ? 'it is damaged' : whyNoBtf }];
  const vmlinux = findVmlinuxOf(question);
  const inVmlinux = btfOfVmlinux(vmlinux, question);
  if ('types' in inVmlinux) return { types: inVmlinux.types, failed };
  failed.push({ source: 'BTF of the vmlinux', whyNot: inVmlinux.whyNot });
  return inDump ? { types: inDump, failed } : { types: undefined, failed, vmlinux };
}

/**
 * What is at hand, else what gdb reads from the vmlinux's DWARF, which costs seconds: not where a part of the types is
 * known already.
 */
export function findTypes(question: TypeQuestion, { types, failed, vmlinux }: TypesAtHand): TypeSearch {
  if (types || !vmlinux) return { types, failed };
  const byGdb = typesThroughGdb(vmlinux, question);
  if ('types' in byGdb) return { types: byGdb.types, failed };
  const last = { source: 'DWARF of the vmlinux, through gdb', whyNot: byGdb.whyNot };
  return { types: undefined, failed: [...failed, last] };
}

const whyNoBtf = 'the kernel was built without it (CONFIG_DEBUG_INFO_BTF), or the dump lacks it';

/** Types of another build would be wrong without a sign of it. */
function findVmlinuxOf({ dump, memory, vmcoreinfo, symbols, files }: TypeQuestion): FoundVmlinux {
  const noted = symbols && readBuildId(memory, symbols, dump.machine);
  const buildId = noted ?? vmcoreinfo.buildId;
  const found = findKernelVmlinux({ release: vmcoreinfo.release, buildId, dumpPath: dump.path, files });
  if ('whyNot' in found || buildId === undefined || found.buildId === buildId) return found;
  return { whyNot: `${found.path} is of another build (${found.buildId ?? 'no build-id'})` };
}

function btfOfVmlinux(vmlinux: FoundVmlinux, { dump }: TypeQuestion): FoundTypes {
  if ('whyNot' in vmlinux) return vmlinux;
  try {
    const source = openFile(vmlinux.path);
    try {
      const types = readElfBtf(source, dump.machine);
      return types ? { types } : { whyNot: `${vmlinux.path} has no whole section .BTF` };
    } finally {
      source.close();
    }
  } catch (error) {
    return { whyNot: clause(error) };
  }
}

function typesThroughGdb(vmlinux: FoundVmlinux, { dump }: TypeQuestion): FoundTypes {
  if ('whyNot' in vmlinux) return vmlinux;
  if (!hasDebuginfo(vmlinux.path)) return { whyNot: `the debuginfo of ${vmlinux.path} was stripped` };
  try {
    const table = new GdbTypes(vmlinux, dump.machine);
    if (!table.findStruct('task_struct')) return { whyNot: `gdb finds no task_struct in ${vmlinux.path}` };
    return { types: { table, problems: table.problems, parseModule: () => undefined } };
  } catch (error) {
    return { whyNot: clause(error) };
  }
}

function clause(error: unknown): string {
  if (!(error instanceof VmcoreError)) throw error;
  const { message, nextStep } = errorData(error);
  return `${message.replace(/\.$/, '')} (${nextStep.replace(/\.$/, '')})`;
}
