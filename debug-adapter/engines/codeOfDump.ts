import { VmcoreError } from '../../core/base/errors';
import { lazy } from '../../core/base/lazy';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { elfMachineNumber } from '../../core/dump/machines';
import type { DumpedMachine } from '../../core/dump/dumpImage';
import { EngineHolder } from '../../core/engines/engineHolder';
import { engineMissing, engineUnsuited, isRefusal } from '../../core/engines/errors';
import { findProgram } from '../../core/engines/findProgram';
import type { ElfMachine } from '../../core/engines/gdb/codeFile';
import { GdbDisassembler } from '../../core/engines/gdb/gdbDisassembler';
import { installAdvice } from '../../core/engines/installAdvice';
import type { Kernel } from '../../core/kernel/kernel';
import { CodeReader } from '../code/codeReader';
import { machineUnknownToGdb } from './errors';

/** The code of one dump, decoded here where its machine is known, else by a gdb that knows it. */
export class CodeOfDump {
  private readonly own = lazy(() => loadDisassembler(this.kernel.dump.machine.name));
  private readonly gdb = new EngineHolder(() => startGdbDisassembler(this.kernel.dump.machine, this.program));

  /** @param program the person's own gdb; false for none at all */
  constructor(
    private readonly kernel: Kernel,
    private readonly program?: string | false,
  ) {}

  /** @throws VmcoreError why no gdb on this machine decodes the code either */
  async reader(): Promise<CodeReader> {
    return new CodeReader(this.kernel, (await this.own()) ?? (await this.gdb.get()));
  }

  dispose(): void {
    this.gdb.dispose();
  }
}

/** Distributions build gdb for one machine or for all; Debian's for all has a name of its own. */
const programs = ['gdb-multiarch', 'gdb'];

/** @throws VmcoreError `engine-missing`, `engine-unsuited`, `machine-unknown-to-gdb`, or why gdb does not start */
export async function startGdbDisassembler(
  machine: DumpedMachine,
  program?: string | false,
): Promise<GdbDisassembler> {
  if (program === false) throw engineUnsuited('gdb', 'the launch configuration says so');
  const wanted = program === undefined ? programs : [program];
  const found = wanted.map((name) => findProgram([name])).filter((path) => path !== undefined);
  if (found.length === 0) throw engineMissing(wanted.join(' or '), installAdvice('gdb-multiarch'));
  for (const path of found) {
    const started = await startIfKnown(path, elfMachine(machine));
    if (started) return started;
  }
  throw machineUnknownToGdb(machine.name, found, installAdvice('gdb-multiarch'));
}

/** Undefined where this gdb does not know the machine. */
async function startIfKnown(program: string, machine: ElfMachine): Promise<GdbDisassembler | undefined> {
  try {
    return await GdbDisassembler.start(program, machine);
  } catch (error) {
    if (error instanceof VmcoreError && isRefusal(error)) return undefined;
    throw error;
  }
}

function elfMachine({ name, wordSizeBytes, littleEndian }: DumpedMachine): ElfMachine {
  const number = elfMachineNumber(name);
  if (number === undefined) throw engineUnsuited('gdb', `it cannot be told what machine “${name}” is`);
  return { number, wordSizeBytes, littleEndian };
}
