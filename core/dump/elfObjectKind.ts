import { Parser } from 'elfy';
import { elfHeaderSizeBytes } from './elfHeader';

/**
 * What an ELF object that is no core is, told by elfy. Only its header parser is used: the rest of elfy 1.0 wants the
 * whole file in memory and reads 64-bit fields as doubles.
 */
export function elfObjectKind(head: Uint8Array): { readonly kind: string; readonly nextStep: string } {
  const padded = Buffer.alloc(elfHeaderSizeBytes);
  padded.set(head.subarray(0, elfHeaderSizeBytes));
  const { type, machine = 'unknown machine' } = parseHeader(padded) ?? {};
  switch (type ?? '') {
    case 'rel':
      return {
        kind: `an ELF object file for ${machine} (a kernel module or part of one)`,
        nextStep: 'Open the vmcore instead; modules are found from there.',
      };
    case 'exec':
    case 'dyn':
      return {
        kind: `an ELF program for ${machine} (a vmlinux, perhaps)`,
        nextStep:
          'Open the vmcore instead: a vmlinux beside it, or where the distribution puts it, is found by itself.',
      };
    default:
      return { kind: 'a damaged ELF file', nextStep: 'Copy it again and compare checksums.' };
  }
}

/** elfy reports a bad header by throwing, with nothing in the error that a caller could tell apart. */
function parseHeader(bytes: Buffer): ReturnType<Parser['parseHeader']> | undefined {
  try {
    return new Parser().parseHeader(bytes);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
