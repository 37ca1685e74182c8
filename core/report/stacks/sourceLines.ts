import { Attempts } from '../../base/attempts';
import type { VmcoreError } from '../../base/errors';
import type { Problem } from '../../base/problem';
import { treesAround, type DebuginfoPlaces } from '../../debuginfo/debuginfoFolders';
import { ModuleDebuginfoFinder } from '../../debuginfo/findModuleDebuginfo';
import { findVmlinux, type VmlinuxSearch, type WantedVmlinux } from '../../debuginfo/findVmlinux';
import { moduleFileProblem } from '../../debuginfo/moduleFileProblem';
import { openDebuginfo } from '../../debuginfo/openDebuginfo';
import { openVmlinux } from '../../debuginfo/openVmlinux';
import type { DwarfFile } from '../../dwarf/dwarfFile';
import type { SourceFrame } from '../../dwarf/sourceFrame';
import type { Kernel } from '../../kernel/kernel';
import { readModuleBuildId } from '../../kernel/modules/moduleBuildId';
import { readModuleSections } from '../../kernel/modules/moduleSections';
import { ifKnown } from '../../types/errors';
import { readLoadedModules, type LoadedModule } from '../../types/loadedModules';
import { lookupAddress, type StackFrame } from '../../unwind/stackFrame';
import { findBuildId, findUts } from '../facts';
import { openKernelParts } from '../kernelParts';

export interface SourceLinesOptions extends DebuginfoPlaces {
  /** The vmlinux that the person named; else it is searched for. */
  readonly vmlinuxPath?: string | undefined;
}

/** For a debugger that reads debuginfo itself. */
export interface ModuleFile {
  readonly path: string;
  /** Addresses by the names of the sections. */
  readonly sections: ReadonlyMap<string, bigint>;
}

/** The most places that are remembered: the stacks of all tasks go through a few thousand. */
const maxRemembered = 1 << 16;

/**
 * Source lines of the code in a dump: the kernel's own by its vmlinux, those of modules by their own debuginfo. Where
 * there is none, nothing is known, and nothing waits.
 */
export class SourceLines {
  private readonly remembered = new Map<bigint, readonly SourceFrame[]>();
  private readonly moduleDebuginfo = new Map<string, DwarfFile | undefined>();
  private readonly attempts = new Attempts();
  private readonly kaslrOffset: bigint;
  private readonly modules: readonly LoadedModule[];

  private readonly machine: string;
  private vmlinux: DwarfFile | undefined;
  /** Absent where the person named the vmlinux. */
  private search: VmlinuxSearch | undefined;
  private readonly finder: ModuleDebuginfoFinder;
  private readonly places: DebuginfoPlaces;

  private constructor(
    kernel: Kernel,
    private readonly wanted: WantedVmlinux,
    private readonly options: SourceLinesOptions,
  ) {
    this.machine = kernel.dump.machine.name;
    this.vmlinux = this.openVmlinux();
    const around = this.vmlinux ? treesAround(this.vmlinux.path) : [];
    this.places = { ...options, debuginfoPaths: [...(options.debuginfoPaths ?? []), ...around] };
    this.finder = new ModuleDebuginfoFinder(wanted, this.places);
    this.kaslrOffset = this.attempts.try(() => kernel.vmcoreinfo.kaslrOffset) ?? 0n;
    // Without types no modules are known, nor stacks through them.
    this.modules = new Attempts().try(() => readLoadedModules(kernel.objects).modules) ?? [];
  }

  /**
   * Finds the debuginfo of a dump's kernel.
   * @throws VmcoreError about a `vmlinuxPath` that is not this kernel's, as openVmlinux does
   */
  static open(kernel: Kernel, options: SourceLinesOptions = {}): SourceLines {
    const parts = openKernelParts(kernel);
    const { release } = findUts(kernel.dump, parts);
    const wanted = { release, buildId: findBuildId(kernel.dump, parts), dumpPath: kernel.dump.path };
    return new SourceLines(kernel, wanted, options);
  }

  /** Of the vmlinux in use. */
  get vmlinuxPath(): string | undefined {
    return this.vmlinux?.path;
  }

  /** What became of the search for it, where there is none in use. */
  get vmlinuxSearch(): VmlinuxSearch | undefined {
    return this.vmlinux ? undefined : this.search;
  }

  /** Build-ids of the kernel and of those of the modules whose debuginfo is not on this machine. */
  missingBuildIds(moduleNames: Iterable<string>): readonly string[] {
    const names = new Set(moduleNames);
    const modules = this.modules.filter((module) => names.has(module.name) && !this.debuginfoOf(module));
    const missing = [
      this.vmlinux ? undefined : this.wanted.buildId,
      ...modules.map(({ object }) => ifKnown(() => readModuleBuildId(object))),
    ];
    return missing.filter((buildId) => buildId !== undefined);
  }

  /** Of a loaded module, or of the kernel itself; undefined where the dump does not tell. */
  buildIdOf(moduleName: string | undefined): string | undefined {
    if (moduleName === undefined) return this.wanted.buildId;
    const module = this.modules.find(({ name }) => name === moduleName);
    return module && ifKnown(() => readModuleBuildId(module.object));
  }

  /** Why of files that the person named nothing is used. */
  get moduleFileProblems(): readonly VmcoreError[] {
    const { moduleFiles = [] } = this.options;
    if (moduleFiles.length === 0) return [];
    const buildIds = new Map(this.modules.map(({ name }) => [name, this.buildIdOf(name)]));
    const loaded = { machine: this.machine, buildIds };
    return moduleFiles.flatMap((path) => moduleFileProblem(path, loaded) ?? []);
  }

  /** Debuginfo has come to this machine meanwhile. */
  lookAgain(): void {
    this.vmlinux ??= this.openVmlinux();
    for (const [name, debuginfo] of this.moduleDebuginfo) if (!debuginfo) this.moduleDebuginfo.delete(name);
    this.remembered.clear();
  }

  /** What is wrong with the debuginfo, as far as it was read. */
  get problems(): readonly Problem[] {
    const files = [this.vmlinux, ...this.moduleDebuginfo.values()];
    return [...this.attempts.problems, ...files.flatMap((file) => file?.problems ?? [])];
  }

  /**
   * The functions at a frame, innermost first: those inlined there, and last the frame's own. Empty where no debuginfo
   * tells.
   */
  framesOf(frame: Pick<StackFrame, 'pc' | 'kind'>): readonly SourceFrame[] {
    const address = lookupAddress(frame);
    let frames = this.remembered.get(address);
    if (frames === undefined) {
      frames = this.lookUp(address);
      if (this.remembered.size < maxRemembered) this.remembered.set(address, frames);
    }
    return frames;
  }

  /** The file with a loaded module's debuginfo, and where the module's sections lie; undefined where there is none. */
  findModuleFile(name: string): ModuleFile | undefined {
    const module = this.modules.find((loaded) => loaded.name === name);
    const path = module && this.debuginfoOf(module)?.path;
    return module && path !== undefined ? { path, sections: readModuleSections(module.object) } : undefined;
  }

  close(): void {
    this.vmlinux?.close();
    for (const debuginfo of this.moduleDebuginfo.values()) debuginfo?.close();
    this.moduleDebuginfo.clear();
  }

  /** @throws VmcoreError about a `vmlinuxPath` that is not this kernel's */
  private openVmlinux(): DwarfFile | undefined {
    const { vmlinuxPath } = this.options;
    if (vmlinuxPath !== undefined) return openVmlinux(vmlinuxPath, this.wanted, this.options);
    this.search = findVmlinux(this.wanted, this.options);
    return this.search.kind === 'found' ? openDebuginfo(this.search.path, this.options) : undefined;
  }

  private lookUp(address: bigint): readonly SourceFrame[] {
    const module = this.modules.find(({ memory }) =>
      memory.some(({ start, sizeBytes }) => start <= address && address < start + BigInt(sizeBytes)),
    );
    if (!module) return this.vmlinux?.framesAt(address - this.kaslrOffset) ?? [];
    return this.debuginfoOf(module)?.framesAt(address) ?? [];
  }

  private debuginfoOf(module: LoadedModule): DwarfFile | undefined {
    const { name } = module;
    if (!this.moduleDebuginfo.has(name)) {
      this.moduleDebuginfo.set(
        name,
        this.attempts.try(() => this.openModule(module)),
      );
    }
    return this.moduleDebuginfo.get(name);
  }

  private openModule({ object, name }: LoadedModule): DwarfFile | undefined {
    const path = this.finder.find({ name, buildId: ifKnown(() => readModuleBuildId(object)) });
    if (path === undefined) return undefined;
    const sections = readModuleSections(object);
    return openDebuginfo(path, {
      ...this.places,
      findSectionAddress: (section) => sections.get(section),
    });
  }
}
