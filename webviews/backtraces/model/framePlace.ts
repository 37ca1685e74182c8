import type { Place } from '../../../core/protocol/place';
import type { FrameRow } from './stackRows';

/** The code of a frame, with its registers. */
export function codePlace({ frame, owner, number }: FrameRow): Place {
  return {
    view: 'disassembly',
    address: frame.pc,
    ...(owner.task !== undefined && { task: owner.task }),
    ...(number !== undefined && { frame: number }),
  };
}

/** Sixteen digits, as crash prints an address. */
export function digits(hex: string): string {
  return hex.slice(2).padStart(16, '0');
}
