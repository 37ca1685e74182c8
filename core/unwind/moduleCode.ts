import { ifKnown } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import { walkList } from '../types/lists';
import type { TypedObject } from '../types/typedObject';
import { ModuleSymbols } from '../symbols/moduleSymbols';
import type { SymbolList } from '../symbols/symbolTable';
import type { CodeRange } from './codeRanges';
import type { OrcTablePlace } from './orcTable';

/** What unwinding needs to know of a loaded module. */
export interface ModuleCode {
  readonly name: string;
  /** Its code; that of its init section, too, while it has not been freed. */
  readonly ranges: readonly CodeRange[];
  /** x86-64 alone. */
  readonly orc?: OrcTablePlace;
  /** Every function keeps a frame pointer, as the kernel's compiler of BPF makes them. */
  readonly hasFramePointers?: boolean;
  /** Absent where the dump does not lead to them. */
  readonly symbols?: SymbolList;
}

/** MOD_TEXT and MOD_INIT_TEXT of enum mod_mem_type (include/linux/module.h, since 6.4). */
const textKinds = [0, 4];

/** The code of every module on the kernel's list; empty where the list is unknown. */
export function readModuleCode(objects: KernelObjects): readonly ModuleCode[] {
  const head = objects.findVariable('modules', 'list_head');
  if (!head) return [];
  return walkList(head, 'module', 'list').entries.flatMap(
    (module) => ifKnown(() => moduleCode(module)) ?? [],
  );
}

function moduleCode(module: TypedObject): ModuleCode {
  const ranges = codeRanges(module);
  const orc = ifKnown(() => orcPlace(module.member('arch')));
  const symbols = ifKnown(() => moduleSymbols(module, ranges));
  return { name: module.member('name').text, ranges, ...(orc && { orc }), ...(symbols && { symbols }) };
}

/** struct module_layout until 6.3, one struct module_memory for each kind of memory since. */
function codeRanges(module: TypedObject): readonly CodeRange[] {
  const memory = module.findMember('mem');
  const ranges = memory
    ? textKinds.map((kind) => rangeOf(memory.element(kind), 'size'))
    : ['core_layout', 'init_layout'].map((name) => rangeOf(module.member(name), 'text_size'));
  return ranges.filter(({ start, end }) => start !== 0n && start < end);
}

function rangeOf(memory: TypedObject, size: string): CodeRange {
  const start = memory.member('base').pointer;
  return { start, end: start + BigInt(memory.member(size).number) };
}

/** struct mod_arch_specific of x86 (arch/x86/include/asm/module.h). */
function orcPlace(arch: TypedObject): OrcTablePlace | undefined {
  const addresses = arch.member('orc_unwind_ip').pointer;
  const entries = arch.member('orc_unwind').pointer;
  const count = arch.member('num_orcs').number;
  return addresses === 0n || entries === 0n || count === 0 ? undefined : { addresses, entries, count };
}

/** struct mod_kallsyms, since 4.5. */
function moduleSymbols(module: TypedObject, ranges: readonly CodeRange[]): ModuleSymbols | undefined {
  const kallsyms = module.member('kallsyms').target;
  if (kallsyms.address === 0n) return undefined;
  const types = kallsyms.findMember('typetab');
  return new ModuleSymbols(module.space.memory, {
    table: kallsyms.member('symtab').pointer,
    count: kallsyms.member('num_symtab').number,
    names: kallsyms.member('strtab').pointer,
    ...(types && { types: types.pointer }),
    codeEnds: ranges.map(({ end }) => end),
  });
}
