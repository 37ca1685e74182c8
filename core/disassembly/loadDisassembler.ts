import { arm64Dialect } from './arm64Dialect';
import { openCapstone, type Dialect } from './capstone';
import type { AnalyzingDisassembler } from './disassembler';
import { riscv64Dialect } from './riscv64Dialect';
import { x86Dialect } from './x86Dialect';

/** By DumpedMachine.name. */
const dialects: Readonly<Record<string, Dialect>> = {
  x86_64: x86Dialect,
  aarch64: arm64Dialect,
  riscv64: riscv64Dialect,
};

/** Undefined for machines whose code is not decoded here. */
export async function loadDisassembler(machineName: string): Promise<AnalyzingDisassembler | undefined> {
  const dialect = Object.hasOwn(dialects, machineName) ? dialects[machineName] : undefined;
  return dialect && (await openCapstone(dialect));
}
