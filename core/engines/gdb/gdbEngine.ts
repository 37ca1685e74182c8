import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hex } from '../../base/address';
import { VmcoreError } from '../../base/errors';
import { PrivateFolder } from '../privateFolder';
import type { GdbMachine } from './gdbMachine';
import { GdbProcess, type CommandOptions } from './gdbProcess';
import { layModuleFile } from './moduleFile';
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

/** A module's debuginfo, and where the kernel loaded its sections. */
export interface GdbModule {
  readonly path: string;
  readonly sections: ReadonlyMap<string, bigint>;
}

export interface GdbVariableName {
  readonly name: string;
  readonly isArgument: boolean;
}

/** Whose variables are meant: a frame of the stack that these registers stand at the innermost end of. */
export interface GdbPlace {
  readonly registers: ReadonlyMap<string, bigint>;
  readonly level: number;
}

/** Structs without a name in structs without a name. */
const maxAnonymousDepth = 8;

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
  private isHex = false;
  private readonly modules = new Set<string>();

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

  /** Debuginfo of a module; what was added once is not added again. */
  async addModule({ path, sections }: GdbModule, options?: CommandOptions): Promise<void> {
    if (this.modules.has(path)) return;
    this.modules.add(path);
    const link = join(this.folder.path, `module-${this.modules.size}`);
    layModuleFile(path, link);
    const places = [...sections].filter(([name]) => /^[\w.-]+$/.test(name));
    const text = places.map(([name, address]) => ` -s ${name} ${hex(address)}`).join('');
    await this.run(`add-symbol-file ${link}${text}`, { ...options, timeoutMs: loadTimeoutMs });
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
    { registers, level }: GdbPlace,
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
  async evaluate(place: GdbPlace, expression: string, options?: CommandOptions): Promise<GdbValue> {
    const made = await this.create(place, expression, options).catch(async (error: unknown) => {
      // gdb says why only when it is asked the other way.
      if (isRefusal(error)) await this.textOf(place, expression, options);
      throw error;
    });
    await this.forget(made);
    const found = valueOf(expression, made);
    if (!isCharacterArray(found)) return found;
    return { ...found, value: await this.textOf(place, expression, options) };
  }

  /** What stands inside of a value from `start` up to `end`; anonymous structs' members count as its own. */
  async children(
    place: GdbPlace,
    expression: string,
    range: { readonly start: number; readonly end: number },
    options?: CommandOptions,
  ): Promise<readonly GdbValue[]> {
    const made = await this.create(place, expression, options);
    try {
      return await this.listChildren(made, range, options, 0);
    } finally {
      await this.forget(made);
    }
  }

  /** Whether numbers are shown in hex from now on. */
  async showNumbers(inHex: boolean): Promise<void> {
    if (inHex === this.isHex) return;
    this.isHex = inHex;
    await this.gdb.command(`-gdb-set output-radix ${inHex ? 16 : 10}`);
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
    // What gdb keeps of a module holds the addresses that its sections had in the machine before.
    await this.set('index-cache enabled off');
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

  private async textOf(place: GdbPlace, expression: string, options?: CommandOptions): Promise<string> {
    const frame = `--thread 1 --frame ${place.level}`;
    const { value } = await this.gdb.command(
      `-data-evaluate-expression ${frame} ${miArgument(expression)}`,
      options,
    );
    return miText(value) ?? '';
  }

  private async create(place: GdbPlace, expression: string, options?: CommandOptions): Promise<MiTuple> {
    await this.useRegisters(place.registers, options);
    const frame = `--thread 1 --frame ${place.level}`;
    return this.gdb.command(`-var-create ${frame} - * ${miArgument(expression)}`, options);
  }

  private async listChildren(
    parent: MiTuple,
    range: { readonly start: number; readonly end: number },
    options: CommandOptions | undefined,
    depth: number,
  ): Promise<readonly GdbValue[]> {
    const name = miArgument(miText(parent['name']) ?? '');
    const { children } = await this.gdb.command(
      `-var-list-children --all-values ${name} ${range.start} ${range.end}`,
      options,
    );
    const found: GdbValue[] = [];
    for (const child of miTuples(children)) {
      const value = valueOf(miText(child['exp']) ?? '', child);
      const isAnonymous = value.name.startsWith('<anonymous') && depth < maxAnonymousDepth;
      if (!isAnonymous) found.push(value);
      else
        found.push(
          ...(await this.listChildren(child, { start: 0, end: value.childCount }, options, depth + 1)),
        );
    }
    return found;
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

function isCharacterArray({ value, type = '' }: GdbValue): boolean {
  return /^\[\d+\]$/.test(value) && /\bchar \[\d+\]$/.test(type);
}

/** gdb writes `<unavailable>` where it does not know one. */
function parseAddress(text = ''): bigint {
  return /^0x[0-9a-f]{1,16}$/.test(text) ? BigInt(text) : 0n;
}

function isRefusal(error: unknown): boolean {
  return error instanceof VmcoreError && error.code === 'engine-refused';
}
