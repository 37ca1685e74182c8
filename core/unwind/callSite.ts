import { StackEnded, type StackMemory } from './stackMemory';

/** Opcode of x86's `call` with a displacement of 32 bits, five bytes in all. */
const callOpcode = 0xe8n;

/** The function that the instruction before a return address called; undefined where that was no direct call. */
export function findCallTarget(stack: StackMemory, returnAddress: bigint): bigint | undefined {
  try {
    const lastBytes = stack.word(returnAddress - 8n);
    if (((lastBytes >> 24n) & 0xffn) !== callOpcode) return undefined;
    return BigInt.asUintN(64, returnAddress + BigInt.asIntN(32, lastBytes >> 32n));
  } catch (error) {
    if (error instanceof StackEnded) return undefined;
    throw error;
  }
}
