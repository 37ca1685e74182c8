import type { Problem } from '../base/problem';
import { sizeOfType, strippedType, type CType } from './cType';
import { TypedObject } from './typedObject';
import { walkProblem } from './walkProblem';

/** One used place of an array of any length. */
export interface IndexedEntry {
  readonly index: bigint;
  /** What is kept there: a pointer, or a number that the tree's form marks as none. */
  readonly entry: bigint;
}

export interface IndexedWalk {
  readonly entries: readonly IndexedEntry[];
  /** Undefined when the tree was whole. */
  readonly problem?: Problem;
}

/** What tells the releases' trees of slots apart. */
export interface SlotTreeForm {
  readonly nodeType: CType | undefined;
  /** What the two lowest bits of a slot are when it holds something of the tree's own. */
  readonly internalMark: bigint;
  /** Where nodes do not say how many bits of the index are below them: how many are below the root. */
  readonly rootShift?: bigint;
}

const maxNodes = 1 << 20;
/** 64 bits of index, at least four of them a level. */
const maxDepth = 16;
const maxSlots = 64;
/** Internal slots up to this are marks (for siblings, retries, zeros), not nodes. */
const lastMark = 4096n;

/** Everything below the slot that is a tree's root, by index. */
export function walkSlots(root: TypedObject, form: SlotTreeForm): IndexedWalk {
  const walk = new Walk(root, form);
  try {
    walk.visit(root.value, 0n, form.rootShift, 0);
  } catch (error) {
    walk.stop({ error });
  }
  const { entries, problem } = walk;
  return problem ? { entries, problem } : { entries };
}

class Walk {
  readonly entries: IndexedEntry[] = [];
  problem: Problem | undefined;
  private readonly visited = new Set<bigint>();

  constructor(
    private readonly root: TypedObject,
    private readonly form: SlotTreeForm,
  ) {}

  /** @param shift of the node that the slot may lead to, when nodes do not have it themselves */
  visit(entry: bigint, index: bigint, shift: bigint | undefined, depth: number): void {
    const { internalMark } = this.form;
    if (entry === 0n) return;
    if ((entry & 3n) !== internalMark) this.entries.push({ index, entry });
    else if (entry > lastMark) this.visitNode(entry - internalMark, index, shift, depth);
  }

  stop(cause: Parameters<typeof walkProblem>[3]): void {
    this.problem ??= walkProblem('tree', this.root.address, this.entries.length, cause);
  }

  private visitNode(pointer: bigint, index: bigint, shift: bigint | undefined, depth: number): void {
    const { nodeType } = this.form;
    if (!nodeType || depth > maxDepth || this.visited.has(pointer) || this.visited.size >= maxNodes) {
      this.stop({ reason: 'it runs in a circle or does not end' });
      return;
    }
    this.visited.add(pointer);
    const { space } = this.root;
    try {
      this.visitSlots(new TypedObject(space, nodeType, space.stripPointer(pointer)), index, shift, depth);
    } catch (error) {
      this.stop({ error });
    }
  }

  private visitSlots(node: TypedObject, index: bigint, told: bigint | undefined, depth: number): void {
    const shift = told ?? node.member('shift').value;
    const slots = node.member('slots');
    const count = slotCount(slots);
    const below = told === undefined ? undefined : told - BigInt(Math.log2(count));
    for (let slot = 0; slot < count; slot++) {
      const entry = slots.element(slot).value;
      const isSibling = this.isInside(entry - this.form.internalMark, slots);
      if (!isSibling) this.visit(entry, index + (BigInt(slot) << shift), below, depth + 1);
    }
  }

  /** Before 4.20 a slot that belongs to the one before it points there. */
  private isInside(pointer: bigint, slots: TypedObject): boolean {
    return pointer >= slots.address && pointer < slots.address + BigInt(sizeOfType(slots.type));
  }
}

function slotCount(slots: TypedObject): number {
  const type = strippedType(slots.type);
  return type.kind === 'array' ? Math.min(type.count, maxSlots) : 0;
}
