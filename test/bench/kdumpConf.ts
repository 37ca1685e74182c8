import { documentSymbols } from '../../core/kdump-conf/features/documentSymbols';
import { foldingRanges } from '../../core/kdump-conf/features/foldingRanges';
import { inlayHints } from '../../core/kdump-conf/features/inlayHints';
import { semanticTokens } from '../../core/kdump-conf/features/semanticTokens';
import { diagnoseFile } from '../../core/kdump-conf/diagnose';
import { parse } from '../../core/kdump-conf/parse';
import { findTarget, head, type Target } from '../../core/kdump-conf/target';

const lines = 10_000;
const linesOnScreen = 100;
const rounds = 15;

/** Long files of different kinds: as they are installed, and full of one mistake. */
const files: readonly { readonly title: string; readonly lineOf: (line: number) => string }[] = [
  {
    title: 'comments, few directives',
    lineOf: (line) =>
      line % 2000 === 7 ? 'core_collector makedumpfile -l -d 31' : `# comment ${line} of a usual length`,
  },
  { title: 'one directive again and again', lineOf: () => 'path /var/crash' },
  { title: 'directives that nobody knows', lineOf: (line) => `diretcive${line} value` },
  {
    title: 'makedumpfile on every line',
    lineOf: () => 'core_collector makedumpfile -l --message-level 7 -d 31',
  },
  {
    title: 'another unknown option on every line',
    lineOf: (line) => `core_collector makedumpfile --opt${line}`,
  },
  { title: 'keys without a target', lineOf: (line) => `sshkey /root/.ssh/key${line}` },
  { title: 'patterns as cluster nodes', lineOf: (line) => `fence_kdump_nodes a.*b.*${line} [0-9]*x` },
  { title: 'indented and quoted values', lineOf: () => '   extra_bins "/usr/bin/a b" # comment' },
];

export interface ChangeTime {
  readonly file: string;
  readonly target: string;
  readonly medianMs: number;
}

/** How long everything takes that the editor asks for after one change of a file of 10,000 lines. */
export function timeOfChanges(): ChangeTime[] {
  const targets = [head, ...['el6', 'el8'].map((name) => findTarget(name) ?? head)];
  return files.flatMap(({ title, lineOf }) => {
    const text = Array.from({ length: lines }, (_, line) => lineOf(line)).join('\n');
    return targets.map((target) => ({ file: title, target: target.title, medianMs: medianOf(text, target) }));
  });
}

function medianOf(text: string, target: Target): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    answerChange(text, target);
    return performance.now() - startedAt;
  });
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function answerChange(text: string, target: Target): void {
  const file = parse(text);
  diagnoseFile(file, target, { most: 1000, facts: { addresses: ['192.0.2.10', '2001:db8::10'] } });
  semanticTokens(file, target);
  documentSymbols(file);
  foldingRanges(file);
  inlayHints(file, 0, linesOnScreen);
}
