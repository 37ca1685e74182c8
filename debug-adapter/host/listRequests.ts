import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import { readDumpDiagnosis } from '../../core/report/dumpDiagnosis';
import { readFileSummary } from '../../core/report/dumpSummary';

/** For a list of dumps: of each file what it tells at little cost, then what the crash was, with no dump held open. */
export const listHandlers: Pick<Handlers<DumpHostRequests>, 'summarize' | 'diagnose'> = {
  summarize: ({ path }) => readFileSummary(path),
  diagnose: ({ path }) => readDumpDiagnosis(path),
};
