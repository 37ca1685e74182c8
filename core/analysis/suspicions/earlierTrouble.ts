import type { Finding } from '../../protocol/verdict';
import type { CrashScene } from '../scene/crashScene';
import type { Diagnosis } from '../diagnosis';
import type { Suspicion } from '../suspicion';

interface Trouble {
  readonly code: string;
  readonly pattern: RegExp;
  /** A sentence; the number is how often. */
  readonly say: (count: number) => string;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** What a kernel says before it goes down, in the order of how much it tells. */
const troubles: readonly Trouble[] = [
  {
    code: 'sanitizer-report',
    pattern: /^BUG: (KASAN|KFENCE|KMSAN|KCSAN): /,
    say: (n) => `A sanitizer reported a bug ${times(n)} before: that report names the bug best.`,
  },
  {
    code: 'undefined-behaviour',
    pattern: /^UBSAN: /,
    say: (n) => `UBSAN reported undefined behaviour ${times(n)} before.`,
  },
  {
    code: 'machine-check',
    pattern: /\[Hardware Error\]|mce: .*Machine [Cc]heck|^EDAC .* (CE|UE) /,
    say: (n) => `The hardware reported errors ${times(n)} before.`,
  },
  {
    code: 'memory-corruption',
    pattern: /^BUG: Bad (page|rss)|^BUG \S+ \(.*\): |list_(add|del) corruption|swap_info_get: Bad/,
    say: (n) => `Memory was found corrupt ${times(n)} before.`,
  },
  {
    code: 'earlier-oops',
    pattern:
      /^(BUG: (unable|kernel NULL)|Unable to handle kernel|general protection fault|kernel BUG at |Oops: )/,
    say: (n) =>
      `The kernel had failed ${times(n)} before and gone on: what came later may only follow from that.`,
  },
  { code: 'earlier-warning', pattern: /^WARNING: /, say: (n) => `The kernel had warned ${times(n)} before.` },
  {
    code: 'lockup',
    pattern: /soft lockup - CPU#|hard LOCKUP|detected (expedited )?stall/,
    say: (n) => `A cpu was reported stuck ${times(n)} before.`,
  },
  {
    code: 'hung-task',
    pattern: /^INFO: task .* blocked /,
    say: (n) => `Tasks were reported hung ${times(n)} before.`,
  },
  {
    code: 'out-of-memory',
    pattern: /^Out of memory: |invoked oom-killer|oom-kill:|page allocation failure/,
    say: (n) => `Memory had run out ${times(n)} before.`,
  },
  {
    code: 'io-error',
    pattern:
      /\bI\/O error\b|EXT4-fs error|XFS .*(Corruption|error)|BTRFS error|Buffer I\/O error|blk_update_request: .*error/,
    say: (n) => `Storage reported errors ${times(n)} before.`,
  },
  {
    code: 'device-reset',
    pattern:
      /nvme .*(timeout|reset controller)|ata\d.*(failed command|hard resetting)|NETDEV WATCHDOG|AER: .*(Uncorrected|Fatal)/i,
    say: (n) => `Devices failed or were reset ${times(n)} before.`,
  },
  {
    code: 'thermal',
    pattern: /critical temperature reached|cpu clock throttled|temperature above threshold/i,
    say: (n) => `The machine was reported too hot ${times(n)} before.`,
  },
];

/** Enough of a log: what happened days before a crash explains it rarely. */
const recordsSearched = 20_000;

interface Seen {
  count: number;
  first: number;
  last: number;
}

/** What the log tells of trouble before the crash. */
export const earlierTrouble: Suspicion = ({ scene, diagnosis }) => {
  const seen = lookThrough(scene, diagnosis);
  return troubles.flatMap((trouble): readonly Finding[] => {
    const found = seen.get(trouble);
    if (!found) return [];
    const places = found.count === 1 ? [found.last] : [found.first, found.last];
    return [
      {
        code: trouble.code,
        severity: 'suspicious',
        text: trouble.say(found.count),
        evidence: places.map((logIndex) => scene.logEvidence(logIndex)),
      },
    ];
  });
};

function lookThrough(scene: CrashScene, diagnosis: Diagnosis): ReadonlyMap<Trouble, Seen> {
  const { log, panic } = scene.source;
  const seen = new Map<Trouble, Seen>();
  const end = panic?.logIndex ?? log?.total ?? 0;
  for (let index = Math.max(0, end - recordsSearched); log && index < end; index++) {
    const text = log.text(index) ?? '';
    const trouble = troubles.find(({ pattern }) => pattern.test(text));
    if (!trouble || isTheCrash(trouble, index, diagnosis)) continue;
    const before = seen.get(trouble);
    seen.set(trouble, { count: (before?.count ?? 0) + 1, first: before?.first ?? index, last: index });
  }
  return seen;
}

/** Not trouble before it: what the diagnosis rests on, and the reports that a panic for want of memory begins with. */
function isTheCrash({ code }: Trouble, logIndex: number, { kind, evidence }: Diagnosis): boolean {
  if (code === 'out-of-memory' && kind === code) return true;
  return evidence.some((item) => item.kind === 'log' && item.logIndex === logIndex);
}
