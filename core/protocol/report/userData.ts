import type { CrashReport } from './crashReport';

/** UTS_NODENAME of include/linux/uts.h: what the kernel calls a machine that nobody gave a name. */
const nobodysName = '(none)';

/** What a reader of the report learns about the machine's owner and users; what is not in it is not named. */
export function userDataIn({ overview, crashing, cpus, locks }: Omit<CrashReport, 'userData'>): string[] {
  const { hostName, commandLine, log, path } = overview;
  const hasNames = crashing?.comm !== undefined || cpus.length > 0 || (locks?.waits.length ?? 0) > 0;
  const isNamed = hostName !== undefined && hostName !== nobodysName;
  return [
    ...(isNamed ? [`the host name “${hostName}”`] : []),
    ...(commandLine ? ["the kernel's command line"] : []),
    ...(hasNames ? ['names of processes'] : []),
    ...(log.tail.length > 0 ? [`${log.tail.length} messages of the kernel's log`] : []),
    `the path of the dump “${path}”`,
    'addresses and registers of the kernel',
  ];
}

/** The sentence that stands at the top. */
export function userDataSentence(userData: readonly string[]): string {
  const [last = '', ...others] = [...userData].reverse();
  const list = others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
  return `This report contains ${list}. Read it before you pass it on.`;
}
