import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';

export function crashHandlers(
  session: DumpSession,
): Pick<Handlers<DumpHostRequests>, 'crashStacks' | 'crashSource' | 'verdict' | 'report'> {
  return {
    crashStacks: () => session.crash.stacks(),
    crashSource: ({ debuginfoPaths }) => session.crash.source(debuginfoPaths),
    verdict: () => session.crash.verdict(),
    report: () => session.crash.report(),
  };
}
