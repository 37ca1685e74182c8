import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Conversation } from './conversation';

/** The arguments and locals that a session shows of a frame, those of inner blocks first. */
export async function valuesOfFrame(
  conversation: Conversation,
  frame: Dap.StackFrame,
): Promise<readonly Dap.Variable[]> {
  const { scopes } = (await conversation.client.scopesRequest({ frameId: frame.id })).body;
  const found: Dap.Variable[] = [];
  for (const scope of scopes.filter(({ name }) => name === 'Arguments' || name === 'Locals')) {
    found.push(...(await conversation.variables(scope)));
  }
  return found;
}

/** As 64 bits; undefined for what is no number: a struct, text, or what the compiler left out. */
export function numberOf(value: string): bigint | undefined {
  if (value === 'true' || value === 'false') return value === 'true' ? 1n : 0n;
  const digits = /^(-?\d+|0x[0-9a-f]+)(?= |$)/.exec(value)?.[1];
  return digits === undefined ? undefined : BigInt.asUintN(64, BigInt(digits));
}
