import { formatAddress } from '../../base/address';
import { crashForm, taskLines } from '../text/backtraceText';
import { dmesgLines } from '../text/dmesgText';
import { lockWaitLines, taskText } from '../text/lockWaitText';
import type { Overview } from '../overview';
import { sysFacts } from '../sysFacts';
import type { CrashReport, ReportedModule } from './crashReport';
import { code, facts, paragraph, section, type ReportDocument, type ReportSection } from './reportDocument';
import { userDataSentence } from './userData';
import { verdictSections } from './verdictSections';

/** The report in the order in which a person reads it: why, where, on which machine, with what before. */
export function reportDocument(report: CrashReport): ReportDocument {
  const { overview, verdict, userData } = report;
  return {
    title: `Kernel crash: ${verdict?.title ?? overview.panic?.message ?? 'no panic message in the dump'}`,
    notice: userDataSentence(userData),
    sections: [
      ...(verdict ? verdictSections(verdict) : []),
      ...section('Machine', machineFacts(overview)),
      ...stackSections(report),
      ...lockSection(report),
      ...moduleSection(report),
      ...logSection(overview),
      ...problemSection(report),
    ],
  };
}

function machineFacts(overview: Overview): ReturnType<typeof facts> {
  const { commandLine, taint, buildId } = overview;
  return facts([
    ...sysFacts(overview).map(({ label, value }) => [label, value] as const),
    ['COMMAND LINE', commandLine?.value],
    ['TAINT', taint && taintText(taint.value.flags)],
    ['BUILD-ID', buildId],
  ]);
}

function taintText(flags: NonNullable<Overview['taint']>['value']['flags']): string {
  return flags.length === 0
    ? 'none'
    : flags.map(({ letter, meaning }) => `${letter} (${meaning})`).join(', ');
}

function stackSections({ crashing, cpus }: CrashReport): ReportSection[] {
  const onCpus = cpus.map((task) => {
    const mark = task.task === crashing?.task ? ' (crashing)' : '';
    return `cpu ${task.cpu ?? '??'}  ${taskText(task)}${mark}`;
  });
  return [
    ...section('Stack of the task that crashed', crashing && code(taskLines(crashing, crashForm))),
    ...section('On cpus', onCpus.length > 0 ? code(onCpus) : undefined),
  ];
}

function lockSection({ locks }: CrashReport): ReportSection[] {
  if (!locks || locks.waits.length === 0) return [];
  return section('Who waits for whom', code(lockWaitLines(locks)));
}

/** As an oops lists them, and those that taint the kernel with what they are known by. */
function moduleSection({ modules }: CrashReport): ReportSection[] {
  if (modules.length === 0) return [];
  const tainting = modules.filter(({ taints }) => taints.length > 0);
  return section(
    `Modules (${modules.length})`,
    paragraph(modules.map(moduleName).join(' ')),
    facts(tainting.map((module) => [module.name, moduleDetails(module)])),
  );
}

function moduleName({ name, taints }: ReportedModule): string {
  const letters = taints.map(({ letter }) => letter).join('');
  return letters === '' ? name : `${name}(${letters})`;
}

function moduleDetails({ base, sizeBytes, version, buildId, taints }: ReportedModule): string {
  const details = [
    `${sizeBytes} bytes${base === undefined ? '' : ` at ${formatAddress(BigInt(base))}`}`,
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(buildId === undefined ? [] : [`build-id ${buildId}`]),
    ...taints.map(({ meaning }) => meaning),
  ];
  return details.join(', ');
}

function logSection({ log, panic }: Overview): ReportSection[] {
  if (log.tail.length === 0) return [];
  const end = log.tailStart + log.tail.length;
  const where = panic ? `; the panic is ${panic.logIndex}` : '';
  return section(
    'Kernel log',
    paragraph(`Records ${log.tailStart} to ${end - 1} of ${log.count}${where}.`),
    code(log.tail.flatMap(({ timeUs, text }) => dmesgLines(timeUs, text))),
  );
}

/** Each once, however many parts met it. */
function problemSection({ overview, verdict, locks, problems }: CrashReport): ReportSection[] {
  const all = [...overview.problems, ...problems, ...(verdict?.problems ?? []), ...(locks?.problems ?? [])];
  const texts = all.map(({ message, at }) => (at === undefined ? message : `${message} (${at})`));
  const missing = overview.dump.missing;
  const items = [...new Set([...missing, ...texts])].map((text) => ({ text, details: [] }));
  return section('What could not be read', { kind: 'list', items });
}
