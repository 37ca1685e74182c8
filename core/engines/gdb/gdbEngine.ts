import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hex } from '../../base/address';
import { VmcoreError } from '../../base/errors';
import { PrivateFolder } from '../privateFolder';
import type { GdbMachine } from './gdbMachine';
import { GdbProcess, type CommandOptions } from './gdbProcess';
import { miText, miTuple, miTuples, type MiTuple } from './miRecord';
import { RspStub, type StubMemory } from './rspStub';
import { miArgument } from './safeText';

/** What gdb needs to know of a dump. */
export interface GdbStart {
  /** Absolute path of the program. */
  readonly program: string;
  /** The kernel with its debug information. */
  readonly vmlinux: string;
  /** How far the kernel was moved from where it was linked to, in bytes. */
  readonly kaslrOffset: bigint;
  readonly machine: GdbMachine;
  readonly memory: StubMemory;
  /** gdb keeps its index of the debug information there: loading it anew takes some ten seconds. */
  readonly indexCache: string;
}

/** One function as gdb sees it; inlined ones have the address of the one that they are inlined in. */
export interface GdbFrame {
  readonly level: number;
  readonly address: bigint;
  readonly function?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A variable, or a part of one. */
export interface GdbValue {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly childCount: number;
}

export interface GdbVariableName {
  readonly name: string;
  readonly isArgument: boolean;
}

/** Loading vmlinux without an index takes gdb this long on a slow machine. */
const loadTimeoutMs = 300_000;

/** Settings that keep gdb to reading: nothing of the dump's folder or of the person's is executed. */
const earlySettings = [
  'set auto-load off',
  'set auto-load safe-path /nonexistent',
  'set debuginfod enabled off',
  'set history save off',
];
const settings = [
  ...['confirm off', 'pagination off', 'width 0', 'height 0', 'print elements 200', 'print pretty off'],
  ...['print frame-arguments none', 'print max-depth 4', 'backtrace past-main on', 'backtrace past-entry on'],
  ...['backtrace limit 300', 'may-call-functions off', 'may-write-memory off', 'may-write-registers off'],
  ...['may-insert-breakpoints off', 'may-interrupt off', 'tcp auto-retry off'],
];

/** gdb on a dump: memory and registers come from here, debug information is gdb's own trade. */
export class GdbEngine {
  private current: ReadonlyMap<string, bigint> | undefined;

  private constructor(
    private readonly gdb: GdbProcess,
    private readonly stub: RspStub,
    private readonly folder: PrivateFolder,
  ) {}

  /** @throws VmcoreError why gdb does not start; nothing of it is left then. */
  static async start(start: GdbStart, options: CommandOptions = {}): Promise<GdbEngine> {
    const folder = new PrivateFolder();
    const stub = await RspStub.listen(folder.path, start.machine, start.memory);
    const early = earlySettings.flatMap((setting) => ['-iex', setting]);
    const args = ['-nx', '-nh', '-q', '--interpreter=mi3', ...early];
    const gdb = new GdbProcess({ name: 'gdb', program: start.program, args, folder: folder.path });
    const engine = new GdbEngine(gdb, stub, folder);
    gdb.stopped.listen(() => {
      engine.clean();
    });
    try {
      await engine.load(start, options);
      return engine;
    } catch (error) {
      engine.dispose();
      throw error;
    }
  }

  get stopped(): GdbProcess['stopped'] {
    return this.gdb.stopped;
  }

  /** What gdb's console would show of a command. */
  get console(): GdbProcess['console'] {
    return this.gdb.console;
  }

  /** The functions of the stack that these registers stand at the innermost end of. */
  async frames(
    registers: ReadonlyMap<string, bigint>,
    options?: CommandOptions,
  ): Promise<readonly GdbFrame[]> {
    await this.useRegisters(registers, options);
    const { stack } = await this.gdb.command('-stack-list-frames', options);
    return miTuples(stack).map(frameOf);
  }

  /** Names of arguments and locals, those of inner blocks first. */
  async variableNames(
    registers: ReadonlyMap<string, bigint>,
    level: number,
    options?: CommandOptions,
  ): Promise<readonly GdbVariableName[]> {
    await this.useRegisters(registers, options);
    const command = `-stack-list-variables --thread 1 --frame ${level} --no-values`;
    const { variables } = await this.gdb.command(command, options);
    return miTuples(variables).map(({ name, arg }) => ({
      name: miText(name) ?? '',
      isArgument: miText(arg) === '1',
    }));
  }

  /** @throws VmcoreError `engine-refused` with gdb's own words, or `unsafe-text` */
  async evaluate(
    registers: ReadonlyMap<string, bigint>,
    level: number,
    expression: string,
    options?: CommandOptions,
  ): Promise<GdbValue> {
    await this.useRegisters(registers, options);
    const made = await this.gdb.command(
      `-var-create --thread 1 --frame ${level} - * ${miArgument(expression)}`,
      options,
    );
    await this.forget(made);
    return valueOf(expression, made);
  }

  /**
   * What stands inside of a value.
   * @param end not included
   */
  async children(
    registers: ReadonlyMap<string, bigint>,
    level: number,
    expression: string,
    range: { readonly start: number; readonly end: number },
    options?: CommandOptions,
  ): Promise<readonly GdbValue[]> {
    await this.useRegisters(registers, options);
    const made = await this.gdb.command(
      `-var-create --thread 1 --frame ${level} - * ${miArgument(expression)}`,
      options,
    );
    try {
      const name = miArgument(miText(made['name']) ?? '');
      const { children } = await this.gdb.command(
        `-var-list-children --all-values ${name} ${range.start} ${range.end}`,
        options,
      );
      return miTuples(children).map((child) => valueOf(miText(child['exp']) ?? '', child));
    } finally {
      await this.forget(made);
    }
  }

  /** A command of gdb's own console; its answer comes by `console`. */
  async run(command: string, options?: CommandOptions): Promise<void> {
    await this.gdb.command(`-interpreter-exec console ${miArgument(command)}`, options);
  }

  dispose(): void {
    this.gdb.stop();
  }

  private async load(start: GdbStart, options: CommandOptions): Promise<void> {
    const { vmlinux, kaslrOffset, machine, indexCache } = start;
    // gdb is given a path of our own making: a name with quotes or line feeds in it never reaches a command.
    const link = join(this.folder.path, 'vmlinux');
    symlinkSync(vmlinux, link);
    for (const setting of settings) await this.set(setting);
    await this.gdb.command(
      `-interpreter-exec console ${miArgument(`set index-cache directory ${indexCache}`)}`,
    );
    await this.gdb.command('-interpreter-exec console "set index-cache enabled on"');
    await this.run(`set architecture ${machine.architecture}`, options);
    await this.run(`symbol-file ${link} -o ${hex(kaslrOffset)}`, { ...options, timeoutMs: loadTimeoutMs });
    await this.run(`target remote ${this.stub.path}`, options);
  }

  /** Settings that an old gdb does not know change nothing there. */
  private async set(setting: string): Promise<void> {
    await this.gdb.command(`-gdb-set ${setting}`).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }

  private async useRegisters(
    registers: ReadonlyMap<string, bigint>,
    options?: CommandOptions,
  ): Promise<void> {
    if (this.current === registers) return;
    this.stub.setRegisters(registers);
    this.current = undefined;
    await this.run('maintenance flush register-cache', options);
    this.current = registers;
  }

  private async forget(made: MiTuple): Promise<void> {
    await this.gdb.command(`-var-delete ${miArgument(miText(made['name']) ?? '')}`);
  }

  private clean(): void {
    this.stub.close();
    this.folder.dispose();
  }
}

function frameOf(tuple: MiTuple): GdbFrame {
  const { level, addr, func, fullname, line } = miTuple(tuple);
  const [name, file, lineText] = [miText(func), miText(fullname), miText(line)];
  return {
    level: Number(miText(level) ?? 0),
    address: parseAddress(miText(addr)),
    ...(name !== undefined && { function: name }),
    ...(file !== undefined && { file }),
    ...(lineText !== undefined && { line: Number(lineText) }),
  };
}

function valueOf(name: string, tuple: MiTuple): GdbValue {
  const type = miText(tuple['type']);
  return {
    name,
    value: miText(tuple['value']) ?? '',
    childCount: Number(miText(tuple['numchild']) ?? 0),
    ...(type !== undefined && { type }),
  };
}

/** gdb writes `<unavailable>` where it does not know one. */
function parseAddress(text = ''): bigint {
  return /^0x[0-9a-f]{1,16}$/.test(text) ? BigInt(text) : 0n;
}

function isRefusal(error: unknown): boolean {
  return error instanceof VmcoreError && error.code === 'engine-refused';
}
