import type { Handlers } from '../core/protocol/connection';
import type { DumpHostRequests } from '../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';

export function crashHandlers(
  session: DumpSession,
): Pick<Handlers<DumpHostRequests>, 'crashStacks' | 'verdict' | 'report'> {
  return {
    crashStacks: () => session.crash.stacks(),
    verdict: () => session.crash.verdict(),
    report: () => session.crash.report(),
  };
}
