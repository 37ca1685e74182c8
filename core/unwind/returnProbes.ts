import { virtualAddress, type VirtualAddress } from '../base/address';
import type { SymbolTable } from '../symbols/symbolTable';
import type { TypeTable } from '../types/typeTable';
import { NotedReturns } from './notedReturns';
import type { StackMemory } from './stackMemory';

/** Where functions return to while a return probe or the function graph tracer watches them. */
const trampolines = new Set([
  'arch_rethook_trampoline',
  '__kretprobe_trampoline',
  'kretprobe_trampoline',
  'return_to_handler',
]);

/** Finds the return addresses that return probes and the function graph tracer keep elsewhere, as the kernel's own unwinder does. */
export class ReturnProbes {
  private readonly known = new Map<bigint, boolean>();
  private readonly noted: NotedReturns;

  constructor(
    stack: StackMemory,
    types: TypeTable | undefined,
    private readonly symbols: Pick<SymbolTable, 'findByAddress' | 'findByName'>,
  ) {
    this.noted = new NotedReturns(stack, types, symbols);
  }

  /** Remembered, since the stacks of one machine share most of their addresses. */
  isTrampoline(pc: VirtualAddress): boolean {
    const known = this.known.get(pc);
    if (known !== undefined) return known;
    const symbol = this.symbols.findByAddress(pc);
    const found = symbol?.offset === 0n && trampolines.has(symbol.name);
    this.known.set(pc, found);
    return found;
  }

  /**
   * Where the function really returns to.
   * @param task its task_struct; undefined where the dump does not tell whose stack it is
   * @param place as in `NotedReturn`
   */
  findReturnAddress(task: VirtualAddress | undefined, place: bigint): bigint | undefined {
    if (task === undefined) return undefined;
    for (const noted of this.noted.ofTask(task)) {
      // Several probes of one function: only the first of them saw where it returns to.
      if (noted.place === place && !this.isTrampoline(virtualAddress(noted.returnAddress)))
        return noted.returnAddress;
    }
    return undefined;
  }
}
