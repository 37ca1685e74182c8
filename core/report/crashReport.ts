import { analyzeCrash } from '../analysis/analyzeCrash';
import type { AnalyzingDisassembler } from '../disassembly/disassembler';
import type { Kernel } from '../kernel/kernel';
import { Stacks } from '../kernel/tasks/stacks';
import type { CrashReport, ReportedModule } from '../protocol/report/crashReport';
import { userDataIn } from '../protocol/report/userData';
import { Attempts } from '../base/attempts';
import type { SourceOfFrames } from './stacks/backtraceData';
import { withGuiltySource } from './stacks/guiltySource';
import { readCrashStacks } from './stacks/crashStacks';
import { readLockWaits } from './tasks/lockWaitsData';
import { readLogAroundPanic } from './log/logTail';
import { readModuleData } from './moduleData';
import { readOverview } from './overview';
import { withoutUndefined } from './withoutUndefined';

/**
 * Everything about the crash in one document; a part that cannot be read is left out, and `problems` say why.
 * @param disassembler shows the instruction that failed; undefined for machines whose code is not decoded
 * @param source where debuginfo tells source lines
 */
export function readCrashReport(
  kernel: Kernel,
  disassembler: AnalyzingDisassembler | undefined,
  stacks = new Stacks(kernel),
  source?: SourceOfFrames,
): CrashReport {
  const attempts = new Attempts();
  const overview = readOverview(kernel);
  const log = attempts.try(() => readLogAroundPanic(kernel.log, overview.panic));
  const { crashing, cpus, problems } = readCrashStacks(kernel, stacks, source);
  const { modules, problems: moduleProblems } = readModuleData(kernel);
  const locks = attempts.try(() => readLockWaits(kernel, stacks));
  const report = withoutUndefined<Omit<CrashReport, 'userData'>>({
    overview: { ...overview, ...(log && { log }) },
    verdict: attempts.try(() => withGuiltySource(analyzeCrash(kernel, disassembler, stacks), source)),
    crashing,
    cpus,
    locks,
    modules: modules.map(reportedModule),
    problems: [...problems, ...moduleProblems, ...attempts.problems],
  });
  return { userData: userDataIn(report), ...report };
}

function reportedModule({ name, base, sizeBytes, taints, version, buildId }: ReportedModule): ReportedModule {
  return withoutUndefined<ReportedModule>({ name, base, sizeBytes, taints, version, buildId });
}
