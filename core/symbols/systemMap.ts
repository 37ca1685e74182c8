import { virtualAddress } from '../base/address';
import type { KernelSymbol } from './symbolTable';

/** What nm printed when the kernel was built: a line a symbol, `ffffffff81000000 T _stext`. Other lines are skipped. */
export function parseSystemMap(text: string): readonly KernelSymbol[] {
  const lines = text.matchAll(/^([0-9a-f]{8,16}) ([A-Za-z]) ([^\s]{1,1024})$/gm);
  return Array.from(lines, ([, address = '', type = '', name = '']) => ({
    name,
    type,
    address: virtualAddress(BigInt(`0x${address}`)),
  }));
}
