import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import { packLogChunk } from '../../core/protocol/logChunk';
import type { DumpSession } from './dumpSession';

export function logHandlers(session: DumpSession): Pick<Handlers<DumpHostRequests>, 'logChunk'> {
  return {
    logChunk: ({ start, count }) => packLogChunk(start, session.log.read(start, count)),
  };
}
