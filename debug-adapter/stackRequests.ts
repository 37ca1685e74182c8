import type { Handlers } from '../core/protocol/connection';
import type { DumpHostRequests } from '../core/protocol/dumpHost';
import { readCrashSource } from '../core/report/crashStacks';
import type { DumpSession } from './dumpSession';

export function stackHandlers(
  session: DumpSession,
): Pick<Handlers<DumpHostRequests>, 'crashStacks' | 'crashSource'> {
  return {
    crashStacks: () => session.crashStacks,
    crashSource: ({ debuginfoPaths }) =>
      readCrashSource(session.kernel, session.sourceLines(debuginfoPaths)) ?? null,
  };
}
