import type { Handlers } from '../core/protocol/connection';
import type { DumpHostRequests } from '../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';

export function stackHandlers(session: DumpSession): Pick<Handlers<DumpHostRequests>, 'crashStacks'> {
  return {
    crashStacks: () => session.crashStacks,
  };
}
