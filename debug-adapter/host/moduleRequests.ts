import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import { readModuleData } from '../../core/report/moduleData';
import type { DumpSession } from './dumpSession';

export function moduleHandlers(session: DumpSession): Pick<Handlers<DumpHostRequests>, 'modules'> {
  return {
    modules: () => readModuleData(session.kernel),
  };
}
