import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hex } from '../../base/address';
import { PrivateFolder } from '../privateFolder';
import { Turns } from '../turns';
import type { GdbMachine } from './gdbMachine';
import { GdbProcess, type CommandOptions } from './gdbProcess';
import { layModuleFile } from './moduleFile';
import { gdbArguments, settings } from './gdbSettings';
import { keepIndex, loadTimeoutMs, useIndexCache } from './indexCache';
import { miText, miTuple, miTuples, type MiTuple } from './miRecord';
import { RspStub, type StubMemory } from './rspStub';
import { engineNotStarted, isRefusal } from '../errors';
import { miArgument } from './safeText';
import { VariableObjects, type ChildRange, type GdbValue, type ValueOptions } from './variableObjects';

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
  /** Of the vmlinux. */
  readonly buildId?: string;
  /** gdb keeps its index of the debug information there; undefined where nothing can be kept. */
  readonly indexCache: string | undefined;
}

/** One function as gdb sees it; inlined ones have the address of the one that they are inlined in. */
export interface GdbFrame {
  readonly level: number;
  readonly address: bigint;
  readonly function?: string;
  readonly file?: string;
  readonly line?: number;
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

export interface ConsoleOptions extends CommandOptions {
  /** Where the command is carried out; where the last one was when left out. */
  readonly registers?: ReadonlyMap<string, bigint>;
}

/**
 * gdb on a dump: memory and registers come from here, debug information is gdb's own trade. What belongs together
 * (registers of a place, then what is asked there) has a turn of its own: nobody else's comes in between.
 */
export class GdbEngine {
  private readonly turns = new Turns();
  private current: ReadonlyMap<string, bigint> | undefined;
  private readonly modules = new Set<string>();
  private moduleCount = 0;
  private readonly variables: VariableObjects;

  private constructor(
    private readonly gdb: GdbProcess,
    private readonly stub: RspStub,
    private readonly folder: PrivateFolder,
  ) {
    this.variables = new VariableObjects(gdb);
  }

  /** @throws VmcoreError why gdb does not start; nothing of it is left then. */
  static async start(start: GdbStart, options: CommandOptions = {}): Promise<GdbEngine> {
    const { program, vmlinux: path, buildId, indexCache } = start;
    if (buildId !== undefined && indexCache !== undefined)
      await keepIndex({ program, path, buildId, folder: indexCache }, options);
    const { folder, stub } = await prepare(start);
    const gdb = new GdbProcess({ name: 'gdb', program, args: gdbArguments, folder: folder.path });
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

  /** Debuginfo of a module; what was added once is not added again. */
  async addModule({ path, sections }: GdbModule, options?: CommandOptions): Promise<void> {
    if (this.modules.has(path)) return;
    this.modules.add(path);
    const link = join(this.folder.path, `module-${++this.moduleCount}`);
    layModuleFile(path, link);
    const places = [...sections].filter(([name]) => /^[\w.-]+$/.test(name));
    const text = places.map(([name, address]) => ` -s ${name} ${hex(address)}`).join('');
    const load = (): Promise<void> =>
      this.type(`add-symbol-file ${link}${text}`, { ...options, timeoutMs: loadTimeoutMs });
    try {
      await this.turns.take(load, options?.token);
    } catch (error) {
      // What gdb refuses once it refuses always; what was cancelled is wanted again.
      if (!isRefusal(error)) this.modules.delete(path);
      throw error;
    }
  }

  /** The functions of the stack that these registers stand at the innermost end of. */
  frames(registers: ReadonlyMap<string, bigint>, options: CommandOptions = {}): Promise<readonly GdbFrame[]> {
    return this.at({ registers }, options, async () => {
      const { stack } = await this.gdb.command('-stack-list-frames', options);
      return miTuples(stack).map(frameOf);
    });
  }

  /** Names of arguments and locals, those of inner blocks first. */
  variableNames(place: GdbPlace, options: CommandOptions = {}): Promise<readonly GdbVariableName[]> {
    return this.at(place, options, async () => {
      const command = `-stack-list-variables --thread 1 --frame ${place.level} --no-values`;
      const { variables } = await this.gdb.command(command, options);
      return miTuples(variables).map(({ name, arg }) => ({
        name: miText(name) ?? '',
        isArgument: miText(arg) === '1',
      }));
    });
  }

  /** @throws VmcoreError `engine-refused` with gdb's own words, or `unsafe-text` */
  evaluate(place: GdbPlace, expression: string, options: ValueOptions = {}): Promise<GdbValue> {
    return this.at(place, options, () => this.variables.evaluate(place.level, expression, options));
  }

  /** What stands inside of a value from `start` up to `end`; anonymous structs' members count as its own. */
  children(
    place: GdbPlace,
    expression: string,
    range: ChildRange,
    options: ValueOptions = {},
  ): Promise<readonly GdbValue[]> {
    return this.at(place, options, () => this.variables.children(place.level, expression, range, options));
  }

  /**
   * Carries out a command of gdb's own console.
   * @param onOutput what it prints, as it comes
   */
  run(command: string, onOutput: (text: string) => void, options: ConsoleOptions = {}): Promise<void> {
    return this.turns.take(async () => {
      if (options.registers) await this.useRegisters(options.registers, options);
      const listening = this.gdb.console.listen(onOutput);
      try {
        await this.type(command, options);
      } finally {
        listening.dispose();
      }
    }, options.token);
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
    if (indexCache !== undefined) await useIndexCache(this.gdb, indexCache);
    await this.type(`set architecture ${machine.architecture}`, options);
    await this.type(`symbol-file ${link} -o ${hex(kaslrOffset)}`, { ...options, timeoutMs: loadTimeoutMs });
    // What gdb keeps of a module holds the addresses that its sections had in the machine before.
    await this.set('index-cache enabled off');
    await this.type(`target remote ${this.stub.path}`, options);
  }

  /** Settings that an old gdb does not know change nothing there. */
  private async set(setting: string): Promise<void> {
    await this.gdb.command(`-gdb-set ${setting}`).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }

  /** What is asked at a place, once gdb has the registers there; until it has answered, nothing else is asked. */
  private at<Answer>(
    { registers }: Pick<GdbPlace, 'registers'>,
    options: CommandOptions,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    return this.turns.take(async () => {
      await this.useRegisters(registers, options);
      return ask();
    }, options.token);
  }

  private async useRegisters(registers: ReadonlyMap<string, bigint>, options: CommandOptions): Promise<void> {
    if (this.current === registers) return;
    this.stub.setRegisters(registers);
    this.current = undefined;
    await this.type('maintenance flush register-cache', options);
    this.current = registers;
  }

  private async type(command: string, options: CommandOptions = {}): Promise<void> {
    await this.gdb.command(`-interpreter-exec console ${miArgument(command)}`, options);
  }

  private clean(): void {
    this.stub.close();
    this.folder.dispose();
  }
}

/** What gdb needs around it. @throws VmcoreError `engine-not-started`; nothing is left then */
async function prepare({
  machine,
  memory,
}: GdbStart): Promise<{ readonly folder: PrivateFolder; readonly stub: RspStub }> {
  let folder: PrivateFolder | undefined;
  try {
    folder = new PrivateFolder();
    return { folder, stub: await RspStub.listen(folder.path, machine, memory) };
  } catch (error) {
    folder?.dispose();
    throw engineNotStarted('gdb', error);
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

/** gdb writes `<unavailable>` where it does not know one. */
function parseAddress(text = ''): bigint {
  return /^0x[0-9a-f]{1,16}$/.test(text) ? BigInt(text) : 0n;
}
