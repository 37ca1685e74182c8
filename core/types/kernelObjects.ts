import { lazy } from '../base/lazy';
import type { VirtualMemory } from '../arch/virtualMemory';
import { virtualAddress } from '../base/address';
import type { DumpedMachine } from '../dump/dumpImage';
import type { CType } from './cType';
import { variableMissing } from './errors';
import { readPerCpu } from './perCpu';
import type { FindAddress } from './readBtf';
import { TypedObject, type ObjectSpace } from './typedObject';
import type { TypeTable } from './typeTable';

/** The objects of one kernel: by symbol, by cpu, or by type and address. */
export class KernelObjects implements ObjectSpace {
  readonly stripPointer: ObjectSpace['stripPointer'];
  private readonly perCpuParts = lazy(() => readPerCpu(this.memory, this.findAddress, this.machine));

  constructor(
    readonly memory: VirtualMemory,
    readonly findAddress: FindAddress,
    readonly types: TypeTable,
    readonly machine: Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>,
  ) {
    this.stripPointer = (pointer) => memory.translator.stripPointer(pointer);
  }

  /** The same where other page tables lead: at user addresses, objects of a process. */
  withMemory(memory: VirtualMemory): KernelObjects {
    return new KernelObjects(memory, this.findAddress, this.types, this.machine);
  }

  /** The cpus that the machine may have; empty where the dump does not tell. */
  get cpus(): readonly number[] {
    return this.perCpuParts()?.cpus ?? [];
  }

  /** @throws VmcoreError `type-missing` */
  struct(name: string, address: bigint): TypedObject {
    return TypedObject.ofStruct(this, name, address);
  }

  /** The variable of that name. @throws VmcoreError `variable-missing`, `type-missing` */
  variable(name: string, structName: string): TypedObject {
    const found = this.findVariable(name, structName);
    if (!found) throw variableMissing(name);
    return found;
  }

  /** The variable of a type that needs no type information. @throws VmcoreError `variable-missing` */
  plainVariable(name: string, type: CType): TypedObject {
    const address = this.findAddress(name);
    if (address === undefined) throw variableMissing(name);
    return new TypedObject(this, type, virtualAddress(address));
  }

  /**
   * The variable of that name. BTF does not tell the types of ordinary variables, so the caller does.
   * Undefined where the symbol is unknown. @throws VmcoreError `type-missing`
   */
  findVariable(name: string, structName: string): TypedObject | undefined {
    const address = this.findAddress(name);
    return address === undefined ? undefined : this.struct(structName, address);
  }

  /** The cpu's own copy of a per-cpu variable that is a struct. */
  findPerCpuVariable(name: string, structName: string, cpu: number): TypedObject | undefined {
    const variable = this.findVariable(name, structName);
    return variable && this.perCpuObject(variable, cpu);
  }

  /** The cpu's own copy of what a `__percpu` pointer or symbol stands for. */
  perCpuObject({ type, address }: TypedObject, cpu: number): TypedObject | undefined {
    const own = this.perCpuParts()?.addressOn(cpu, address);
    return own === undefined ? undefined : new TypedObject(this, type, own);
  }
}
