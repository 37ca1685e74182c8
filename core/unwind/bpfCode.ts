import { ifKnown } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import { walkList } from '../types/lists';
import type { TypedObject } from '../types/typedObject';
import type { ModuleCode } from './moduleCode';
import { oneSymbol } from './oneSymbol';

/** As the kernel's own traces call the module of such code. */
const moduleName = 'bpf';

/**
 * Programs and trampolines of BPF that the kernel compiled, by their names: struct bpf_ksym on the list bpf_kallsyms,
 * since 5.8 (kernel/bpf/core.c). Empty where there are none, or the list is unknown.
 */
export function readBpfCode(objects: KernelObjects): readonly ModuleCode[] {
  const head = ifKnown(() => objects.findVariable('bpf_kallsyms', 'list_head'));
  if (!head || !objects.types.findStruct('bpf_ksym')) return [];
  return walkList(head, 'bpf_ksym', 'lnode').entries.flatMap(
    (symbol) => ifKnown(() => bpfCode(symbol)) ?? [],
  );
}

function bpfCode(symbol: TypedObject): ModuleCode {
  const start = BigInt.asUintN(64, symbol.member('start').value);
  const end = BigInt.asUintN(64, symbol.member('end').value);
  const name = symbol.member('name').text;
  return {
    name: moduleName,
    ranges: start < end ? [{ start, end }] : [],
    hasFramePointers: true,
    symbols: oneSymbol(name, start, end),
  };
}
