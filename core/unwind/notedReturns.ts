import type { VirtualAddress } from '../base/address';
import type { SymbolTable } from '../symbols/symbolTable';
import { strippedType, structOf } from '../types/cType';
import { findMember, offsetOf } from '../types/layout';
import type { TypeTable } from '../types/typeTable';
import { StackEnded, type StackMemory } from './stackMemory';

/** More than one task's stack has room for. */
const maxRecords = 1024;
/** SHADOW_STACK_SIZE of kernel/trace/fgraph.c since 6.10; before, 50 records of at most 56 bytes. */
const maxShadowBytes = 4096;
const wordSizeBytes = 8;
/** KPROBE_TABLE_SIZE. */
const hashBuckets = 64;

/** What one probe noted when it put its trampoline in the place of a return address. */
export interface NotedReturn {
  /** On x86-64 where on the stack the return address lies, on arm64 the caller's frame pointer. */
  readonly place: bigint;
  readonly returnAddress: bigint;
}

/** Lists of a task's probes (include/linux/rethook.h since 5.18, kprobes.h from 5.11 on, and where the former is not used). */
const probeLists = [
  { head: 'rethooks.first', struct: 'rethook_node', link: 'llist', place: 'frame' },
  { head: 'kretprobe_instances.first', struct: 'kretprobe_instance', link: 'llist', place: 'fp' },
] as const;

/** What the probes of one kernel noted of return addresses. */
export class NotedReturns {
  constructor(
    private readonly stack: StackMemory,
    private readonly types: TypeTable | undefined,
    private readonly symbols: Pick<SymbolTable, 'findByName'>,
  ) {}

  /** Those of the dump that it has; a list that it lacks ends there. */
  *ofTask(task: VirtualAddress): Generator<NotedReturn> {
    for (const list of probeLists) yield* this.untilMissing(() => this.listed(task, list));
    yield* this.untilMissing(() => this.hashed(task));
    yield* this.untilMissing(() => this.traced(task));
  }

  private *untilMissing(read: () => Iterable<NotedReturn>): Generator<NotedReturn> {
    try {
      yield* read();
    } catch (error) {
      if (!(error instanceof StackEnded)) throw error;
    }
  }

  private *listed(
    task: VirtualAddress,
    { head, struct, link, place }: (typeof probeLists)[number],
  ): Generator<NotedReturn> {
    const first = this.offset('task_struct', head);
    const linkAt = this.offset(struct, link);
    const placeAt = this.offset(struct, place);
    const returnAt = this.offset(struct, 'ret_addr');
    if (first === undefined || linkAt === undefined || placeAt === undefined || returnAt === undefined)
      return;
    for (const node of this.chain(this.stack.word(task + first))) {
      const record = node - linkAt;
      yield { place: this.stack.word(record + placeAt), returnAddress: this.stack.word(record + returnAt) };
    }
  }

  /** Before 5.11 those of all tasks are in one hash table (kernel/kprobes.c). */
  private *hashed(task: VirtualAddress): Generator<NotedReturn> {
    const table = this.symbols.findByName('kretprobe_inst_table')?.address;
    const members = ['hlist', 'task', 'fp', 'ret_addr'].map((name) =>
      this.offset('kretprobe_instance', name),
    );
    const [linkAt, taskAt, placeAt, returnAt] = members;
    if (table === undefined || linkAt === undefined || taskAt === undefined) return;
    if (placeAt === undefined || returnAt === undefined) return;
    for (const first of this.stack.words(table, hashBuckets)) {
      for (const node of this.chain(first)) {
        const record = node - linkAt;
        if (this.stack.word(record + taskAt) !== task) continue;
        yield { place: this.stack.word(record + placeAt), returnAddress: this.stack.word(record + returnAt) };
      }
    }
  }

  /** Each node starts with a pointer to the next. */
  private *chain(first: bigint): Generator<bigint> {
    let node = first;
    for (let count = 0; node !== 0n && count < maxRecords; count++) {
      yield node;
      node = this.stack.word(node);
    }
  }

  /** The function graph tracer's shadow stack: struct ftrace_ret_stack of include/linux/ftrace.h. */
  private *traced(task: VirtualAddress): Generator<NotedReturn> {
    const stackAt = this.offset('task_struct', 'ret_stack');
    const placeAt = this.offset('ftrace_ret_stack', 'retp');
    const returnAt = this.offset('ftrace_ret_stack', 'ret');
    if (stackAt === undefined || placeAt === undefined || returnAt === undefined) return;
    const shadow = this.stack.word(task + stackAt);
    if (shadow === 0n) return;
    const words = this.stack.words(shadow, this.shadowBytes(task) / wordSizeBytes);
    const [placeWord, returnWord] = [Number(placeAt), Number(returnAt)].map((at) => at / wordSizeBytes);
    // Other data of tracers lies between the records, whose places are those of no other word.
    for (const [index, place] of words.entries()) {
      const returnAddress = words[index - (placeWord ?? 0) + (returnWord ?? 0)];
      if (returnAddress !== undefined) yield { place, returnAddress };
    }
  }

  /** What of it is in use: counted in words since 6.10, in records with the index of the last before. */
  private shadowBytes(task: VirtualAddress): number {
    const indexAt = this.offset('task_struct', 'curr_ret_stack');
    if (indexAt === undefined) return 0;
    const index = Number(BigInt.asIntN(32, this.stack.word(task + indexAt)));
    const record = this.recordBytes();
    const sizeBytes = record === undefined ? index * wordSizeBytes : (index + 1) * record;
    return Math.min(Math.max(sizeBytes, 0), maxShadowBytes);
  }

  /** Undefined where the shadow stack is one of words. */
  private recordBytes(): number | undefined {
    const task = this.types?.findStruct('task_struct');
    const shadow = task && findMember(task, 'ret_stack');
    const pointer = shadow && strippedType(shadow.type);
    return pointer?.kind === 'pointer' ? structOf(pointer.target)?.sizeBytes : undefined;
  }

  private offset(struct: string, member: string): bigint | undefined {
    const type = this.types?.findStruct(struct);
    const offset = type && offsetOf(type, member);
    return offset === undefined ? undefined : BigInt(offset);
  }
}
