import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { virtualAddress } from '../../core/base/address';
import type { CancellationToken } from '../../core/base/cancellation';
import { readElfBuildId } from '../../core/debuginfo/elfBuildId';
import { VmcoreError } from '../../core/base/errors';
import { engineMissing, engineTooOld, engineUnsuited } from '../../core/engines/errors';
import { findProgram } from '../../core/engines/findProgram';
import { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import { gdbMachine } from '../../core/engines/gdb/gdbMachine';
import { installAdvice } from '../../core/engines/installAdvice';
import { readProgramVersion } from '../../core/engines/programVersion';
import type { Kernel } from '../../core/kernel/kernel';

/** A gdb that knows only its own machine cannot read another's code. */
const nativeMachines: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

export interface GdbOfDump {
  readonly kernel: Kernel;
  readonly vmlinux: string;
  /** The person's own choice of a program. */
  readonly program?: string | undefined;
}

/** @throws VmcoreError `engine-missing`, `engine-unsuited`, `engine-too-old`, or why gdb does not start */
export async function startGdb(
  { kernel, vmlinux, program }: GdbOfDump,
  token?: CancellationToken,
): Promise<GdbEngine> {
  const { name } = kernel.dump.machine;
  const machine = gdbMachine(name, BigInt.asUintN(64, kernel.vmcoreinfo.number('KERNELPACMASK') ?? 0n));
  if (!machine) throw engineUnsuited('gdb', `its registers of ${name} are not known here`);
  const options = token ? { token } : {};
  const buildId = readElfBuildId(vmlinux);
  const found = findGdb(name, program);
  const starting = GdbEngine.start(
    {
      program: found,
      vmlinux,
      ...(buildId !== undefined && { buildId }),
      kaslrOffset: kernel.vmcoreinfo.kaslrOffset ?? 0n,
      machine,
      memory: { read: (address, sizeBytes) => readable(kernel, address, sizeBytes) },
      indexCache: indexCacheFolder(),
    },
    options,
  );
  return starting.catch(async (error: unknown) => {
    throw await explained(error, found);
  });
}

/** The oldest that the tests run against. */
const oldestGdb = 13;

/** An old gdb refuses the first command that it does not know, or leaves: neither says that its age is the reason. */
async function explained(error: unknown, program: string): Promise<unknown> {
  if (!(error instanceof VmcoreError) || !/^engine-(refused|stopped)$/.test(error.code)) return error;
  const version = await readProgramVersion(program, 'gdb');
  const isOld = version !== undefined && Number.parseInt(version) < oldestGdb;
  return isOld ? engineTooOld('gdb', version, String(oldestGdb), error.message) : error;
}

/** @throws VmcoreError `engine-missing` */
export function findGdb(machineName: string, program?: string): string {
  const isNative = nativeMachines[process.arch] === machineName;
  const names = program === undefined ? [...(isNative ? ['gdb'] : []), 'gdb-multiarch'] : [program];
  const found = findProgram(names);
  if (found === undefined) throw engineMissing(names.join(' or '), installAdvice(names[0] ?? 'gdb'));
  return found;
}

/** Up to the first byte that the dump lacks: nothing is invented for gdb either. */
function readable(kernel: Kernel, address: bigint, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  const [gap] = kernel.memory.read(virtualAddress(address), bytes);
  return bytes.subarray(0, gap?.offset);
}

/**
 * Kept from one session to the next, for this user alone: an index is found by the build-id of its file. Undefined where no
 * folder can be made: gdb then reads all of the debug information each time.
 */
function indexCacheFolder(): string | undefined {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vmcore', 'gdb-index');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch {
    // A full or read-only disk costs time and nothing else.
    return undefined;
  }
}
