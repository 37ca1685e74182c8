import type { Place } from '../../../core/protocol/place';
import type { FrameRow } from './stackRow';

/** The code of a frame, with its registers. */
export function codePlace({ frame, owner, code }: FrameRow): Place {
  return {
    view: 'disassembly',
    address: frame.pc,
    ...(owner.task !== undefined && { task: owner.task }),
    frame: code.frame,
  };
}

/** Sixteen digits, as crash prints an address. */
export function digits(hex: string): string {
  return hex.slice(2).padStart(16, '0');
}
