import { errorData } from '../../base/errors';
import type { VirtualMemory } from '../../arch/virtualMemory';
import { findSystemMap } from '../../debuginfo/findSystemMap';
import type { ByteSource } from '../../dump/byteSource';
import type { DumpImage } from '../../dump/dumpImage';
import { openFile } from '../../dump/openFile';
import { readBytes } from '../../dump/readBytes';
import type { Vmcoreinfo } from '../../dump/vmcoreinfo';
import { readElfSymbols } from '../../symbols/elfSymbols';
import { readKallsyms, searchKallsyms } from '../../symbols/kallsyms';
import { relocateSymbols, type Relocation } from '../../symbols/relocatedSymbols';
import type { KernelSymbol, SymbolTable } from '../../symbols/symbolTable';
import { parseSystemMap } from '../../symbols/systemMap';
import type { KernelFiles } from './kernelFiles';
import { findKernelVmlinux } from './kernelVmlinux';
import type { FailedSource } from './failedSource';

/** What symbols are looked for with. */
export interface SymbolQuestion {
  readonly dump: Pick<DumpImage, 'path' | 'machine'>;
  readonly memory: VirtualMemory;
  readonly vmcoreinfo: Vmcoreinfo;
  readonly files: KernelFiles;
}

export interface SymbolSearch {
  readonly table: SymbolTable | undefined;
  /** The sources that were tried in vain, in their order. */
  readonly failed: readonly FailedSource[];
}

interface SymbolSource {
  readonly name: string;
  readonly find: (question: SymbolQuestion) => Relocation;
}

/** The dump's own table first: nothing else is sure to be of this kernel, and nothing is faster. */
const sources: readonly SymbolSource[] = [
  { name: 'kallsyms by VMCOREINFO', find: toldKallsyms },
  { name: 'kallsyms by a search of the kernel image', find: searchedKallsyms },
  { name: 'vmlinux', find: symbolsOfVmlinux },
  { name: 'System.map', find: symbolsOfSystemMap },
];

/** Kernels without CONFIG_KALLSYMS_ALL have no data in kallsyms; a file has all symbols. */
const dataSymbol = 'init_uts_ns';

/** The first source that has symbols, of data as well if any has. */
export function findSymbols(question: SymbolQuestion): SymbolSearch {
  const failed: FailedSource[] = [];
  let textOnly: SymbolTable | undefined;
  for (const { name, find } of sources) {
    const found = find(question);
    if ('whyNot' in found) failed.push({ source: name, whyNot: found.whyNot });
    else if (found.table.findByName(dataSymbol)) return { table: found.table, failed };
    else textOnly ??= found.table;
  }
  return { table: textOnly, failed };
}

function toldKallsyms({ memory, vmcoreinfo, dump }: SymbolQuestion): Relocation {
  const table = readKallsyms(memory, vmcoreinfo, dump.machine);
  if (table) return { table };
  const isTold = vmcoreinfo.symbol('kallsyms_names') !== undefined;
  return {
    whyNot: isTold ? 'its tables are missing or damaged' : 'VMCOREINFO tells the place since Linux 6.0 only',
  };
}

function searchedKallsyms({ memory, vmcoreinfo, dump }: SymbolQuestion): Relocation {
  // Where VMCOREINFO leads to damaged tables, no search finds better ones.
  if (vmcoreinfo.symbol('kallsyms_names') !== undefined) return { whyNot: 'VMCOREINFO told the place' };
  const table = searchKallsyms(memory, vmcoreinfo, dump.machine);
  return table ? { table } : { whyNot: 'its tables are not, or not whole, in the dump' };
}

function symbolsOfVmlinux({ dump, vmcoreinfo, files }: SymbolQuestion): Relocation {
  const { release, buildId } = vmcoreinfo;
  const found = findKernelVmlinux({ release, buildId, dumpPath: dump.path, files });
  return 'path' in found ? symbolsOfFile(found.path, readElfSymbols, vmcoreinfo) : found;
}

function symbolsOfSystemMap({ dump, vmcoreinfo, files }: SymbolQuestion): Relocation {
  if (files.systemMap !== undefined) return symbolsOfFile(files.systemMap, readSystemMap, vmcoreinfo);
  const search = findSystemMap(vmcoreinfo.release, dump.path);
  if (search.kind === 'found') return symbolsOfFile(search.path, readSystemMap, vmcoreinfo);
  return { whyNot: `none is in the ${search.lookedIn.length} places that were looked in` };
}

/** The largest has a tenth of this. */
const maxMapSizeBytes = 1 << 26;

function readSystemMap(source: ByteSource): readonly KernelSymbol[] {
  const bytes = readBytes(source, 0, Math.min(source.sizeBytes, maxMapSizeBytes));
  return parseSystemMap(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
}

function symbolsOfFile(
  path: string,
  read: (source: ByteSource) => readonly KernelSymbol[],
  vmcoreinfo: Vmcoreinfo,
): Relocation {
  try {
    const source = openFile(path);
    try {
      const found = relocateSymbols(read(source), (name) => vmcoreinfo.symbol(name));
      return 'table' in found ? found : { whyNot: `${path} ${found.whyNot}` };
    } finally {
      source.close();
    }
  } catch (error) {
    return { whyNot: errorData(error).message.replace(/\.$/, '') };
  }
}
