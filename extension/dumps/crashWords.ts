import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { CrashKind } from '../../core/protocol/verdict';

/** Kinds whose names people write otherwise than as words between blanks. */
const spelled: Partial<Record<CrashKind, string>> = {
  'null-dereference': 'NULL deref',
  bug: 'BUG',
  warning: 'WARNING',
  sysrq: 'SysRq',
  nmi: 'NMI',
  'rcu-stall': 'RCU stall',
  'init-died': 'init died',
};

/** Kinds that say less than the kernel's own words, or the verdict's. */
const wordless: ReadonlySet<CrashKind> = new Set(['panic', 'oops', 'unknown', 'no-crash', 'hypervisor']);

/** What crashed, in as few words as a row has room for: "NULL deref · foo_write". Undefined where nothing tells. */
export function crashWords({ kind, title, panic, guilty }: DumpDiagnosis): string | undefined {
  if (kind === 'unknown') return panic;
  if (wordless.has(kind)) return title;
  const words = spelled[kind] ?? capitalised(kind.replaceAll('-', ' '));
  return guilty === undefined ? words : `${words} · ${guilty}`;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
