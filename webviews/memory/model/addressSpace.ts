import type { Place } from '../../../core/protocol/place';

/** The memory that a panel shows: as the kernel addresses it, or as it stands on the memory bus. */
export interface AddressSpace {
  readonly physical: boolean;
  /** The first byte that has no address. */
  readonly end: bigint;
}

export const virtualSpace: AddressSpace = { physical: false, end: 1n << 64n };
/** No machine has more than 52 bits of physical addresses. */
export const physicalSpace: AddressSpace = { physical: true, end: 1n << 52n };

/** Sixteen lowercase digits; physical addresses, too, so that columns stay. */
export function addressText(address: bigint): string {
  return address.toString(16).padStart(16, '0');
}

export function memoryPlace(address: bigint, space: AddressSpace, sizeBytes?: number): Place {
  return {
    view: 'memory',
    address: `0x${address.toString(16)}`,
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(space.physical && { physical: true }),
  };
}
