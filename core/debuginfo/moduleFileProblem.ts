import { VmcoreError } from '../base/errors';
import { elfHeaderSizeBytes, parseElfHeader, type ElfHeader } from '../dump/elfHeader';
import { elfMachineNumber, machineName } from '../dump/machines';
import { openFile } from '../dump/openFile';
import { readBytes } from '../dump/readBytes';
import { readElfBuildId } from './elfBuildId';
import { moduleFileUnfit } from './errors';
import { moduleName } from './findModuleDebuginfo';
import { hasDebuginfo } from './openDebuginfo';

/** What the dumped kernel had loaded. */
export interface LoadedModules {
  /** As `uname -m` names it. */
  readonly machine: string;
  /** By the modules' names; undefined where the dump does not tell. */
  readonly buildIds: ReadonlyMap<string, string | undefined>;
}

/** Why a file that the person named gives no debuginfo of a loaded module; undefined where it does. */
export function moduleFileProblem(path: string, loaded: LoadedModules): VmcoreError | undefined {
  try {
    const why = whyUnfit(path, loaded);
    return why === undefined ? undefined : moduleFileUnfit(path, why);
  } catch (error) {
    if (error instanceof VmcoreError) return error;
    throw error;
  }
}

/** @throws VmcoreError why it cannot be read */
function whyUnfit(path: string, { machine, buildIds }: LoadedModules): string | undefined {
  const header = readHeader(path);
  if (!header) return 'it is no ELF file';
  const number = elfMachineNumber(machine);
  if (number !== undefined && number !== header.machine)
    return `it is for ${machineOf(header)}, and the dump is of ${machine}`;
  const buildId = readElfBuildId(path);
  if (buildId === undefined) return 'it has no build-id, which alone tells builds of a module apart';
  if (![...buildIds.values()].includes(buildId)) return otherBuild(path, buildId, buildIds);
  return hasDebuginfo(path) ? undefined : 'it has no line numbers: its debuginfo was stripped';
}

function otherBuild(path: string, buildId: string, buildIds: LoadedModules['buildIds']): string {
  const name = moduleName(path);
  const wanted = buildIds.get(name);
  return wanted === undefined
    ? `no loaded module has its build-id ${buildId}`
    : `its build-id is ${buildId}, and that of the loaded ${name} is ${wanted}`;
}

function machineOf({ machine, littleEndian, wordSizeBytes }: ElfHeader): string {
  return machineName(machine, littleEndian, wordSizeBytes);
}

/** Undefined for a file that is not ELF. @throws VmcoreError why it cannot be read */
function readHeader(path: string): ElfHeader | undefined {
  const source = openFile(path);
  try {
    return parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  } finally {
    source.close();
  }
}
