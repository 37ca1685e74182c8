import { createHash } from 'node:crypto';
import type { Verdict } from '../protocol/verdict';
import { functionName, type CrashFrame } from './scene/crashFrame';
import type { Diagnosis } from './diagnosis';
import { isEntry, isPlumbing } from './plumbing';

/** Deep enough to tell callers apart, and no deeper: the way to the same bug differs further out. */
const maxFrames = 5;

/**
 * Tells duplicates apart: the kind, and up to five functions from the guilty one on. No addresses, offsets, pids or
 * line numbers: those differ between boots and builds. gcc's clones count as their function, a function that calls
 * itself once, and what an interrupt came upon does not count.
 */
export function signature(
  { kind, detail }: Pick<Diagnosis, 'kind' | 'detail'>,
  frames: readonly CrashFrame[],
): Verdict['signature'] {
  const text = [kind, ...(detail === undefined ? [] : [`“${detail}”`]), ...significantFunctions(frames)].join(
    ' ',
  );
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 16), text };
}

function significantFunctions(frames: readonly CrashFrame[]): readonly string[] {
  const names: string[] = [];
  for (const { symbol, module, kind } of frames) {
    if (names.length > 0 && kind === 'interrupted') break;
    if (symbol === undefined) continue;
    if (isEntry(symbol) || names.length >= maxFrames) break;
    if (isPlumbing(symbol)) continue;
    const name = functionName(symbol);
    const named = module === undefined ? name : `${name}[${module}]`;
    if (names.at(-1) !== named) names.push(named);
  }
  return names;
}
