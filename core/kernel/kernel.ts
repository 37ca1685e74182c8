import { createTranslator } from '../arch/architectures';
import { VirtualMemory } from '../arch/virtualMemory';
import type { VmcoreError } from '../base/errors';
import { lazy } from '../base/lazy';
import type { DumpImage } from '../dump/dumpImage';
import { parseVmcoreinfo, type Vmcoreinfo } from '../dump/vmcoreinfo';
import type { SymbolTable } from '../symbols/symbolTable';
import { LayeredTypes } from '../types/layeredTypes';
import { readModuleTypes } from '../types/moduleTypes';
import type { FindAddress, KernelTypes } from '../types/readBtf';
import { KernelObjects } from '../types/kernelObjects';
import type { TypeTable } from '../types/typeTable';
import { CodeNames } from '../unwind/codeNames';
import { readBpfCode } from '../unwind/bpfCode';
import { readFtraceCode } from '../unwind/ftraceCode';
import { readModuleCode, type ModuleCode } from '../unwind/moduleCode';
import { createUnwinder, type StackUnwinder } from '../unwind/stackUnwinder';
import { symbolsNotFound, typesNotFound, vmcoreinfoNotFound } from './errors';
import { openKernelLog, type KernelLog } from './log/log';
import type { LogTextForm } from './log/logText';
import type { KernelFiles } from './sources/kernelFiles';
import { findPanic, type PanicLine } from './panic';
import { SymbolFinder } from './sources/symbolFinder';
import { findSymbols } from './sources/symbolSources';
import { findTypes, findTypesAtHand, type TypesAtHand } from './sources/typeSources';

/** The kernel of an open dump. Each part is found when first asked for, and its failure costs that part alone. */
export class Kernel {
  private readonly parts = {
    vmcoreinfo: lazy(() => this.findVmcoreinfo()),
    memory: lazy(() => this.openMemory()),
    symbols: lazy(() => findSymbols(this)),
    typesAtHand: lazy(() => findTypesAtHand(this)),
    types: lazy(() => findTypes(this, this.typesAtHand)),
    objects: lazy(() => this.openObjects()),
    allTypes: lazy(() => this.openAllTypes()),
    moduleCode: lazy(() => this.readModuleCode()),
    unwinder: lazy(() => this.openUnwinder()),
    log: lazy(() => openKernelLog(this.memory, this.vmcoreinfo, this.dump.machine)),
    panic: lazy(() => findPanic(this.log)),
  };

  /** By kallsyms, or by the few symbols that VMCOREINFO has: some of those it gives the values of, not the addresses. */
  readonly findAddress: FindAddress = (name) =>
    this.symbols?.findByName(name)?.address ?? this.vmcoreinfo.symbol(name);

  constructor(
    readonly dump: DumpImage,
    /** Not parsed; of the file's own when left out. */
    private readonly vmcoreinfoText = dump.vmcoreinfo,
    readonly files: KernelFiles = {},
  ) {}

  /** @throws VmcoreError `vmcoreinfo-not-found` */
  get vmcoreinfo(): Vmcoreinfo {
    return this.parts.vmcoreinfo();
  }

  /** The kernel's address space. @throws VmcoreError when nothing leads to its page tables. */
  get memory(): VirtualMemory {
    return this.parts.memory();
  }

  /** Undefined where no source has any, see `symbolTable`. @throws VmcoreError as `memory` does. */
  get symbols(): SymbolTable | undefined {
    return this.parts.symbols().table;
  }

  /** @throws VmcoreError `symbols-not-found`, which says why each source has none, or as `memory` does. */
  get symbolTable(): SymbolTable {
    const { table, failed } = this.parts.symbols();
    if (!table) throw symbolsNotFound(this.vmcoreinfo.release, failed);
    return table;
  }

  /** Undefined where neither the dump nor a vmlinux has any. @throws VmcoreError as `memory` does. */
  get types(): KernelTypes | undefined {
    return this.parts.types().types;
  }

  /** Without waiting for gdb. @throws VmcoreError as `memory` does. */
  get typesAtHand(): TypesAtHand {
    return this.parts.typesAtHand();
  }

  /** Typed kernel objects. @throws VmcoreError `symbols-not-found`, `types-not-found`, or as `memory` does. */
  get objects(): KernelObjects {
    return this.parts.objects();
  }

  /** The kernel's types and those of its modules; the latter are read when a name is none of the former. */
  get allTypes(): TypeTable {
    return this.parts.allTypes();
  }

  /** Searches symbols by name and address, the modules' too. @throws VmcoreError as `symbolTable` does. */
  get symbolFinder(): SymbolFinder {
    return new SymbolFinder(this.symbolTable, this.parts.moduleCode());
  }

  /** Names of code, the modules' too. @throws VmcoreError `symbols-not-found`, or as `memory` does. */
  get codeNames(): CodeNames {
    return new CodeNames(this.symbolTable, this.parts.moduleCode());
  }

  /** @throws VmcoreError `orc-not-found`, `symbols-not-found`, or as `memory` does. */
  get unwinder(): StackUnwinder {
    return this.parts.unwinder();
  }

  /** @throws VmcoreError `log-not-found`, or as `memory` does. */
  get log(): KernelLog {
    return this.parts.log();
  }

  /** The line of the log that says why the machine went down. @throws VmcoreError as `log` does. */
  get panic(): PanicLine | undefined {
    return this.parts.panic();
  }

  /** makedumpfile cannot read what QEMU wrote, so there people know crash's form of the log. */
  get logTextForm(): LogTextForm {
    return this.dump.notes.some(({ name }) => name === 'QEMU') ? 'crash' : 'makedumpfile';
  }

  /** Whether C's char has a sign on this machine: on x86 alone of those that Linux dumps. */
  get signedChar(): boolean {
    return /^(x86_64|i[3-6]86)$/.test(this.dump.machine.name);
  }

  private findVmcoreinfo(): Vmcoreinfo {
    if (!this.vmcoreinfoText) throw vmcoreinfoNotFound(this.dump.path);
    return parseVmcoreinfo(this.vmcoreinfoText);
  }

  private openObjects(): KernelObjects {
    const { memory, types, dump } = this;
    if (!types) throw this.whyNoTypes();
    return new KernelObjects(memory, this.findAddress, types.table, dump.machine);
  }

  /** Symbols lead to the types: where they are missing, that is the reason. */
  private whyNoTypes(): VmcoreError {
    const { table, failed } = this.parts.symbols();
    const { release } = this.vmcoreinfo;
    return table ? typesNotFound(release, this.parts.types().failed) : symbolsNotFound(release, failed);
  }

  /** Of modules, and what the kernel makes itself: BPF programs, trampolines of its tracers. */
  private readModuleCode(): readonly ModuleCode[] {
    if (!this.types) return [];
    const { objects } = this;
    return [...readModuleCode(objects), ...readBpfCode(objects), ...readFtraceCode(objects)];
  }

  private openAllTypes(): TypeTable {
    const { objects, types } = this;
    const modules = lazy(() => (types ? readModuleTypes(objects, types).map(({ table }) => table) : []));
    return new LayeredTypes(objects.types, modules);
  }

  private openUnwinder(): StackUnwinder {
    const { memory, symbolTable: symbols, types } = this;
    const modules = this.parts.moduleCode();
    const { name: machineName } = this.dump.machine;
    return createUnwinder({ memory, symbols, modules, types: types?.table, machineName });
  }

  private openMemory(): VirtualMemory {
    const { machine, memory, notes, physicalBase, declaredRanges } = this.dump;
    const { vmcoreinfo } = this;
    const translator = createTranslator({
      ...{ machine, memory, notes, physicalBase, declaredRanges, vmcoreinfo },
    });
    return new VirtualMemory(translator, memory);
  }
}
