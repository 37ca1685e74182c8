import type { CancellationToken } from '../../core/base/cancellation';
import { VmcoreError } from '../../core/base/errors';
import type { FoundPlace } from '../gdb/gdbFrames';
import type { DebuggedDump } from './debuggedDump';
import type { DebugFrame } from './debugThread';

/**
 * Where gdb has the frame. Undefined while gdb has not joined, for frames that it does not come to, and when it dies over
 * one: that costs what gdb would have added, and nothing else.
 * @throws VmcoreError `cancelled`
 */
export async function placeOfFrame(
  { gdb }: DebuggedDump,
  frame: DebugFrame | undefined,
  token?: CancellationToken,
): Promise<FoundPlace | undefined> {
  if (!frame || !gdb.isJoined) return undefined;
  try {
    return await gdb.find(frame, token);
  } catch (error) {
    if (error instanceof VmcoreError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}
