import { ifKnown } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import { unsignedLong } from '../types/plainTypes';
import type { TypedObject } from '../types/typedObject';
import type { ModuleCode } from './moduleCode';
import { oneSymbol } from './oneSymbol';

/** As /proc/kallsyms calls such code (include/linux/ftrace.h). */
const moduleName = '__builtin__ftrace';
const symbolName = 'ftrace_trampoline';

/** FTRACE_OPS_FL_SAVE_REGS of include/linux/ftrace.h. */
const savesRegisters = 4n;
/** More tracers than anybody has at once. */
const maxTracers = 1024;

/**
 * The code that traced functions call on x86-64: the kernel copies its own ftrace_caller for each tracer
 * (create_trampoline() of arch/x86/kernel/ftrace.c). Empty where nothing is traced.
 */
export function readFtraceCode(objects: KernelObjects): readonly ModuleCode[] {
  return ifKnown(() => tracers(objects).flatMap((tracer) => trampolineCode(objects, tracer) ?? [])) ?? [];
}

/** The list ends with one that does nothing, and is no circle unless it is damaged. */
function tracers(objects: KernelObjects): readonly TypedObject[] {
  const found = new Map<bigint, TypedObject>();
  let address = ifKnown(() => objects.plainVariable('ftrace_ops_list', unsignedLong).value);
  while (address !== undefined && address !== 0n && !found.has(address) && found.size < maxTracers) {
    const tracer = objects.struct('ftrace_ops', address);
    found.set(address, tracer);
    address = ifKnown(() => tracer.member('next').pointer);
  }
  return [...found.values()];
}

function trampolineCode(objects: KernelObjects, tracer: TypedObject): ModuleCode | undefined {
  return ifKnown(() => {
    const start = BigInt.asUintN(64, tracer.member('trampoline').value);
    const end = start + BigInt.asUintN(64, tracer.member('trampoline_size').value);
    const saves = (tracer.member('flags').value & savesRegisters) !== 0n;
    const copyOf = objects.findAddress(saves ? 'ftrace_regs_caller' : 'ftrace_caller');
    if (start >= end || copyOf === undefined) return undefined;
    return { name: moduleName, ranges: [{ start, end }], copyOf, symbols: oneSymbol(symbolName, start, end) };
  });
}
