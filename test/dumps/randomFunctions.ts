import { virtualAddress, type VirtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';

/** Code of one of the kernel's functions. */
export interface FunctionCode {
  readonly name: string;
  readonly address: VirtualAddress;
  readonly bytes: Uint8Array;
}

/** Longer ones would be most of the sample. */
const maxSizeBytes = 6000;

/** Functions whose names the kernel has once, spread over all of its code; the same ones in every run. */
export function sampleFunctions(
  { symbols, memory }: Kernel,
  count: number,
  isWanted: (name: string) => boolean = () => true,
): readonly FunctionCode[] {
  const start = symbols?.findByName('_stext')?.address ?? 0n;
  const end = symbols?.findByName('_etext')?.address ?? 0n;
  const inCode = [...(symbols?.symbols() ?? [])].filter(
    ({ type, address }) => /^[tT]$/.test(type) && address >= start && address < end,
  );
  const uses = new Map<string, number>();
  for (const { name } of inCode) uses.set(name, (uses.get(name) ?? 0) + 1);
  const unique = inCode.filter(({ name }) => uses.get(name) === 1 && /^\w+$/.test(name));
  const found: FunctionCode[] = [];
  for (let index = 0; index < unique.length && found.length < count; index++) {
    // A stride that is prime to the count visits each once, far from the one before.
    const symbol = unique[(index * 7919) % unique.length];
    if (!symbol || !isWanted(symbol.name)) continue;
    const sizeBytes = Number(symbols?.findByAddress(symbol.address)?.sizeBytes ?? 0n);
    const bytes = new Uint8Array(Math.min(sizeBytes, maxSizeBytes));
    if (sizeBytes === 0 || sizeBytes > maxSizeBytes) continue;
    if (memory.read(virtualAddress(symbol.address), bytes).length > 0) continue;
    found.push({ name: symbol.name, address: symbol.address, bytes });
  }
  return found;
}
