/** Whether the unused upper bits all equal the highest used one, as the processor demands. */
export function isCanonical(value: bigint, addressBits: number): boolean {
  const upper = BigInt.asUintN(64, value) >> BigInt(addressBits - 1);
  return upper === 0n || upper === (1n << BigInt(65 - addressBits)) - 1n;
}
