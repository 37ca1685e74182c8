import type { VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import type { Walk } from '../../types/lists';
import { walkMapleTree } from '../../types/mapleTree';
import { walkRadixTree } from '../../types/radixTree';
import type { TypedObject } from '../../types/typedObject';
import { listing, type Listing } from '../listing';
import type { NameOf } from '../nameOf';

/** An interrupt line that somebody handles, as /proc/interrupts tells of it. */
export interface Interrupt {
  readonly number: number;
  /** Of its struct irq_desc. */
  readonly address: VirtualAddress;
  /** The controller: "IO-APIC", "GICv3". */
  readonly chip: string | undefined;
  /** By the controller's own count. */
  readonly hardwareNumber: number | undefined;
  /** "edge", "fasteoi" … */
  readonly flow: string | undefined;
  readonly handlers: readonly InterruptHandler[];
  /** How often it came, by cpu number. */
  readonly counts: readonly { readonly cpu: number; readonly count: number }[];
}

export interface InterruptHandler {
  readonly name: string | undefined;
  readonly function: VirtualAddress;
  readonly functionName: string | undefined;
}

/** More handlers than any line is shared by. */
const maxHandlers = 1024;

/** By number; lines that nobody handles are left out. @throws VmcoreError `variable-missing`, `type-missing` */
export function readInterrupts(objects: KernelObjects, nameOf: NameOf): Listing<Interrupt> {
  const { entries, problems } = listing('interrupts', walkDescriptors(objects), (descriptor) =>
    readInterrupt(objects, descriptor, nameOf),
  );
  return { entries: entries.filter(({ handlers }) => handlers.length > 0), problems };
}

/** With CONFIG_SPARSE_IRQ a radix tree, since 6.5 a maple tree (kernel/irq/irqdesc.c). */
function walkDescriptors(objects: KernelObjects): Walk {
  const maple = objects.findVariable('sparse_irqs', 'maple_tree');
  const found = maple
    ? walkMapleTree(maple)
    : walkRadixTree(
        objects.variable('irq_desc_tree', objects.types.findStruct('xarray') ? 'xarray' : 'radix_tree_root'),
      );
  return {
    ...found,
    entries: found.entries.map(({ entry }) => objects.struct('irq_desc', objects.stripPointer(entry))),
  };
}

function readInterrupt(objects: KernelObjects, descriptor: TypedObject, nameOf: NameOf): Interrupt {
  const data = descriptor.member('irq_data');
  return {
    number: data.member('irq').number,
    address: descriptor.address,
    chip: ifKnown(() => data.member('chip').target.member('name').text),
    hardwareNumber: ifKnown(() => data.member('hwirq').number),
    flow: ifKnown(() => {
      const name = descriptor.member('name');
      return name.pointer === 0n ? undefined : name.text;
    }),
    handlers: readHandlers(descriptor.member('action').target, nameOf),
    counts: readCounts(objects, descriptor),
  };
}

function readHandlers(first: TypedObject, nameOf: NameOf): readonly InterruptHandler[] {
  const handlers: InterruptHandler[] = [];
  let action = first;
  while (action.address !== 0n && handlers.length < maxHandlers) {
    const target = action.member('handler').pointer;
    const name = ifKnown(() => action.member('name').text);
    handlers.push({ name, function: target, functionName: nameOf(target) });
    action = action.member('next').target;
  }
  return handlers;
}

/** A per-cpu number until 6.10, a struct irqstat around one since. */
function readCounts(objects: KernelObjects, descriptor: TypedObject): Interrupt['counts'] {
  const counters = descriptor.member('kstat_irqs').target;
  return objects.cpus.flatMap((cpu) => {
    const own = objects.perCpuObject(counters, cpu);
    const count = own && ifKnown(() => (own.findMember('cnt') ?? own).number);
    return count === undefined ? [] : [{ cpu, count }];
  });
}
