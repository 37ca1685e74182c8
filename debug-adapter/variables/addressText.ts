import { formatAddress, hex, virtualAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';

/** The kernel's half of the address space; below it lie per-cpu offsets and small numbers, which have no names. */
const kernelHalf = 1n << 63n;
/** How far below the kernel image modules can be on machines without such a half: s390x keeps them there. */
const modulesReach = 1n << 31n;

/** What code or variable an address is in: `schedule+0x12`. */
export type AddressNames = (address: bigint) => string | undefined;

/** `0x… <schedule+0x12>`: what code or variable an address is in, where that is known. */
export function addressText(nameOf: AddressNames, address: bigint): string {
  const name = nameOf(address);
  return name === undefined ? hex(address) : `0x${formatAddress(address)} <${name}>`;
}

/** s390x and machines of 32 bits have their kernel at lower addresses. */
function lowestNamed({ vmcoreinfo }: Kernel): bigint {
  const image = vmcoreinfo.symbol('_stext') ?? kernelHalf;
  return image < kernelHalf ? image - modulesReach : kernelHalf;
}

/** Undefined where no symbol covers the address, or the dump has no symbols. */
export function symbolText(kernel: Kernel, address: bigint): string | undefined {
  if (address < lowestNamed(kernel) || !kernel.symbols) return undefined;
  const name = kernel.codeNames.nameOf({
    pc: virtualAddress(address),
    kind: 'current',
    stackAddress: virtualAddress(0n),
  });
  if (name?.symbol === undefined) return undefined;
  const offset = name.offset ? `+${hex(name.offset)}` : '';
  return visibleText(`${name.symbol}${offset}${name.module === undefined ? '' : ` [${name.module}]`}`);
}
