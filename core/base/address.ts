/**
 * Numbers that would be dangerous to mix up carry a brand: the compiler refuses a physical address where a
 * virtual one belongs. Addresses are bigint because kernel addresses do not fit a double; a file offset is a
 * number because every real file is shorter than 2^53 bytes, and `fileOffset` checks that once.
 */
declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** An address on the machine's memory bus, in bytes. */
export type PhysicalAddress = Branded<bigint, 'PhysicalAddress'>;
/** An address as kernel code uses it, in bytes, always unsigned 64 bit (32 bit on 32-bit machines). */
export type VirtualAddress = Branded<bigint, 'VirtualAddress'>;
/** A page frame number: physical address divided by the page size. 2^52 bytes of memory give 2^40 frames. */
export type Pfn = Branded<number, 'Pfn'>;
/** A position in a file, in bytes. */
export type FileOffset = Branded<number, 'FileOffset'>;

export const physicalAddress = (value: bigint): PhysicalAddress =>
  BigInt.asUintN(64, value) as PhysicalAddress;
export const virtualAddress = (value: bigint): VirtualAddress => BigInt.asUintN(64, value) as VirtualAddress;
export const pfn = (value: number): Pfn => value as Pfn;

/** The offset as a number, or undefined when no file can be that long (a header field that lies). */
export function fileOffset(value: bigint | number): FileOffset | undefined {
  const offset = Number(value);
  return offset >= 0 && Number.isSafeInteger(offset) ? (offset as FileOffset) : undefined;
}

/** Sixteen lowercase digits without a prefix, as crash and the kernel's own traces print an address. */
export function formatAddress(value: bigint): string {
  return BigInt.asUintN(64, value).toString(16).padStart(16, '0');
}

/** `0x…` for JSON: shortest form, so that other programs parse it without knowing the width. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
