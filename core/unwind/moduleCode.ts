import { ifKnown } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import { readLoadedModules, type LoadedModule } from '../types/loadedModules';
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
  /** All that it takes, its variables too; absent for what is code alone. */
  readonly memory?: readonly CodeRange[];
  /** x86-64 alone. */
  readonly orc?: OrcTablePlace;
  /** Where in the kernel's own code it was copied from. */
  readonly copyOf?: bigint;
  /** Every function keeps a frame pointer, as the kernel's compiler of BPF makes them. */
  readonly hasFramePointers?: boolean;
  /** Absent where the dump does not lead to them. */
  readonly symbols?: SymbolList;
}

/** The code of every module on the kernel's list; empty where the list is unknown. */
export function readModuleCode(objects: KernelObjects): readonly ModuleCode[] {
  return ifKnown(() => readLoadedModules(objects))?.modules.map(moduleCode) ?? [];
}

function moduleCode({ object, name, memory }: LoadedModule): ModuleCode {
  const ranges = memory
    .filter(({ codeSizeBytes }) => codeSizeBytes > 0)
    .map(({ start, codeSizeBytes }) => ({ start, end: start + BigInt(codeSizeBytes) }));
  const orc = ifKnown(() => orcPlace(object.member('arch')));
  const symbols = ifKnown(() => moduleSymbols(object, ranges));
  const extents = memory.map(({ start, sizeBytes }) => ({ start, end: start + BigInt(sizeBytes) }));
  return { name, ranges, memory: extents, ...(orc && { orc }), ...(symbols && { symbols }) };
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
