import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex, virtualAddress, type VirtualAddress } from '../../base/address';
import { engineRefused } from '../errors';
import { PrivateFolder } from '../privateFolder';
import { Turns } from '../turns';
import { codeFile, type ElfMachine } from './codeFile';
import { GdbProcess } from './gdbProcess';
import { gdbArguments } from './gdbSettings';
import { miText, miTuples, type MiTuple } from './miRecord';
import { miArgument } from './safeText';

/** One instruction in gdb's words. */
export interface GdbInstruction {
  readonly address: VirtualAddress;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** No machine has longer ones: x86 ends at 15 bytes. */
const maxSizeBytes = 16;
/** What stands behind the code, so that gdb does not fail at an instruction that is cut off. */
const padding = new Uint8Array(2 * maxSizeBytes);
/** It has no debug information to read. */
const timeoutMs = 20_000;

/**
 * gdb as a disassembler alone: it gets code as a program of its own, so that it needs neither a vmlinux nor the
 * machine's registers, and knows by the program's head which machine that is.
 */
export class GdbDisassembler {
  readonly maxSizeBytes = maxSizeBytes;
  private readonly turns = new Turns();
  private files = 0;

  private constructor(
    private readonly gdb: GdbProcess,
    private readonly folder: PrivateFolder,
    private readonly machine: ElfMachine,
  ) {
    gdb.stopped.listen(() => {
      folder.dispose();
    });
  }

  /**
   * @param program absolute path of gdb
   * @throws VmcoreError `engine-refused` where it does not know the machine, or why it does not start
   */
  static async start(program: string, machine: ElfMachine): Promise<GdbDisassembler> {
    const folder = new PrivateFolder();
    const gdb = new GdbProcess({ name: 'gdb', program, args: gdbArguments, folder: folder.path });
    const started = new GdbDisassembler(gdb, folder, machine);
    try {
      await started.checkMachine();
      return started;
    } catch (error) {
      started.dispose();
      throw error;
    }
  }

  get stopped(): GdbProcess['stopped'] {
    return this.gdb.stopped;
  }

  /** From the first byte on, up to the end or to an instruction that is cut off there. */
  disassemble(bytes: Uint8Array, address: VirtualAddress): Promise<readonly GdbInstruction[]> {
    return this.turns.take(async () => {
      const lines = await this.askFor(bytes, address);
      return instructions(lines, bytes, address);
    });
  }

  dispose(): void {
    this.gdb.stop();
  }

  /** gdb takes a program of a machine that it does not know for one of its own machine, and says so in passing. */
  private async checkMachine(): Promise<void> {
    let said = '';
    const listening = this.gdb.console.listen((text) => {
      said += text;
    });
    await this.withFile(padding, virtualAddress(0n), () =>
      this.gdb.command('-interpreter-exec console "info files"', { timeoutMs }),
    );
    listening.dispose();
    if (/file type elf(32|64)-(little|big)\./.test(said))
      throw engineRefused('gdb', 'it has no such machine');
  }

  private async askFor(bytes: Uint8Array, address: VirtualAddress): Promise<readonly MiTuple[]> {
    return this.withFile(Buffer.concat([bytes, padding]), address, async () => {
      const end = address + BigInt(bytes.length + maxSizeBytes);
      const range = `-s ${hex(address)} -e ${hex(end)}`;
      const { asm_insns: lines } = await this.gdb.command(`-data-disassemble ${range} -- 0`, { timeoutMs });
      return miTuples(lines);
    });
  }

  /** Each time a file of another name: gdb does not read one again that it has read. */
  private async withFile<Answer>(
    bytes: Uint8Array,
    address: VirtualAddress,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const path = join(this.folder.path, `code-${++this.files}`);
    writeFileSync(path, codeFile(this.machine, bytes, address));
    try {
      await this.gdb.command(`-file-exec-file ${miArgument(path)}`, { timeoutMs });
      return await ask();
    } finally {
      rmSync(path, { force: true });
    }
  }
}

/** An instruction ends where the next one begins; those that begin behind the bytes are made of the padding. */
function instructions(
  lines: readonly MiTuple[],
  bytes: Uint8Array,
  start: VirtualAddress,
): readonly GdbInstruction[] {
  const offsets = lines.map(({ address }) => Number(BigInt(miText(address) ?? '0') - start));
  return lines.flatMap(({ inst }, index) => {
    const [offset = 0, end] = [offsets[index], offsets[index + 1]];
    if (end === undefined || end > bytes.length) return [];
    const text = (miText(inst) ?? '').replace(/\s+/g, ' ').trim();
    return [{ address: virtualAddress(start + BigInt(offset)), bytes: bytes.slice(offset, end), text }];
  });
}
