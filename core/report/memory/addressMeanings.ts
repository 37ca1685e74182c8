import { virtualAddress, type PhysicalAddress } from '../../base/address';
import { countAtOrBefore } from '../../base/countAtOrBefore';
import { VmcoreError } from '../../base/errors';
import { lazy } from '../../base/lazy';
import { stackSizeBytes } from '../../analysis/waits/waitContext';
import type { Kernel } from '../../kernel/kernel';
import { PageFrames, type PageFrame } from '../../kernel/memory/pageFrames';
import { checkSlabGuards, type SlabGuards } from '../../kernel/memory/slabDebug';
import { SlabObjects, type SlabObject } from '../../kernel/memory/slabObject';
import { SlabUses, type SlabUse } from '../../kernel/memory/slabUse';
import type { Stacks } from '../../kernel/tasks/stacks';
import type { Task } from '../../kernel/tasks/task';

/** What an address of the kernel's half is in; `offset` counts bytes from its start. */
export type AddressMeaning =
  | SymbolMeaning
  | { readonly kind: 'task' | 'stack'; readonly task: Task; readonly offset: bigint }
  | SlabMeaning;

/** An object of a slab, used or free. */
export interface SlabMeaning {
  readonly kind: 'slab';
  readonly object: SlabObject;
  readonly use: SlabUse;
  readonly offset: bigint;
}

/** A function or a variable. */
export interface SymbolMeaning {
  readonly kind: 'symbol';
  readonly name: string;
  /** Undefined for the kernel's own. */
  readonly module: string | undefined;
  readonly offset: bigint;
  readonly isCode: boolean;
}

/** The lower half belongs to processes; below it, too, lie small numbers that are no addresses. */
const kernelHalf = 1n << 63n;

/** Says what kernel addresses are in: symbols, tasks, stacks, slab objects. What cannot be read costs only itself. */
export class AddressMeanings {
  private readonly frames: PageFrames;
  private readonly slabObjects: SlabObjects;
  private readonly slabUses: SlabUses;
  private readonly codeNames = lazy(() => ifReadable(() => this.kernel.codeNames));
  private readonly tasks = lazy(() => ifReadable(() => this.stacks.tasks.tasks) ?? []);
  private readonly byAddress = lazy(
    () => new Map<bigint, Task>(this.tasks().map((task) => [task.address, task])),
  );
  private readonly byStack = lazy(() => this.sortedStacks());
  private readonly stackBytes = lazy(() => BigInt(stackSizeBytes(this.kernel.objects)));

  constructor(
    private readonly kernel: Kernel,
    private readonly stacks: Stacks,
  ) {
    this.frames = new PageFrames(kernel);
    this.slabObjects = new SlabObjects(kernel, this.frames);
    this.slabUses = new SlabUses(kernel.objects);
  }

  /** Undefined where nothing is known of the address; `pointer` may carry a signature or a tag. */
  find(pointer: bigint): AddressMeaning | undefined {
    if (pointer < kernelHalf) return undefined;
    const address = this.kernel.memory.translator.stripPointer(pointer);
    return this.symbolAt(address) ?? this.stackAt(address) ?? this.slabAt(address);
  }

  /** Of the object and the task whose task_struct it is. */
  slabAt(address: bigint): AddressMeaning | undefined {
    const object = this.slabObject(address);
    if (!object) return undefined;
    const offset = address - object.address;
    const task = this.taskAt(object.address);
    return task ? { kind: 'task', task, offset } : { kind: 'slab', object, use: this.useOf(object), offset };
  }

  /** Where the address is in a slab: the object, with its cache. */
  slabObject(address: bigint): SlabObject | undefined {
    return ifReadable(() => this.slabObjects.find(virtualAddress(address)));
  }

  /** The task whose task_struct begins there. */
  taskAt(address: bigint): Task | undefined {
    return this.byAddress().get(address);
  }

  /** Whether the object is free. */
  useOf(object: SlabObject): SlabUse {
    return this.slabUses.of(object);
  }

  /** What SLUB's debugging keeps around the object; undefined where the dump lacks it, or whether it is free. */
  slabGuards(object: SlabObject): SlabGuards | undefined {
    const { kind } = this.useOf(object);
    return kind === 'unknown' ? undefined : ifReadable(() => checkSlabGuards(object, kind === 'free'));
  }

  /** The kernel's struct page for a page of memory. */
  frame(address: PhysicalAddress): PageFrame | undefined {
    return ifReadable(() => this.frames.findFrame(address));
  }

  /** The first page of the group that the page was allocated with. */
  headOf(frame: PageFrame): PageFrame | undefined {
    return ifReadable(() => this.frames.headOf(frame));
  }

  symbolAt(address: bigint): SymbolMeaning | undefined {
    const names = this.codeNames();
    const at = virtualAddress(address);
    if (!names || address < kernelHalf) return undefined;
    const isCode = names.isCode(at);
    const code = isCode ? names.nameAt(at) : undefined;
    const found = code?.symbol === undefined ? names.variableAt(at) : code;
    if (found?.symbol === undefined) return undefined;
    return { kind: 'symbol', name: found.symbol, module: found.module, offset: found.offset ?? 0n, isCode };
  }

  stackAt(address: bigint): AddressMeaning | undefined {
    const sorted = this.byStack();
    const found = sorted[countAtOrBefore(sorted, address, ({ base }) => base) - 1];
    if (!found || address - found.base >= this.stackBytes()) return undefined;
    return { kind: 'stack', task: found.task, offset: address - found.base };
  }

  private sortedStacks(): readonly { readonly base: bigint; readonly task: Task }[] {
    return this.tasks()
      .flatMap((task) => (task.stackBase === undefined ? [] : [{ base: task.stackBase, task }]))
      .sort((a, b) => (a.base < b.base ? -1 : 1));
  }
}

/** Of a part of the kernel that the others can do without. */
function ifReadable<Part>(open: () => Part): Part | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
