import { hex } from '../base/address';
import { errorData } from '../base/errors';
import type { Problem } from '../base/problem';
import { isAbsence } from './errors';

/** Why a walk ended before its time: the dump lacks what comes next, or what is there cannot be right. */
export function walkProblem(
  kind: 'list' | 'tree',
  start: bigint,
  foundCount: number,
  cause: { readonly reason: string } | { readonly error: unknown },
): Problem {
  const isIncomplete = 'error' in cause && isAbsence(cause.error);
  const reason = 'error' in cause ? errorData(cause.error).message.replace(/\.$/, '') : cause.reason;
  const state = isIncomplete ? 'incomplete' : 'corrupt';
  return {
    code: `${kind}-${state}`,
    message: `A ${kind} is ${state}: after ${foundCount} entries, ${reason}.`,
    at: `${kind} at ${hex(start)}`,
  };
}
