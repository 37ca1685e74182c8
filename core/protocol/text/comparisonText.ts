import { visibleText } from '../../base/visibleText';
import type { BacktraceData } from '../backtraceData';
import type { Overview } from '../overview';
import { sysFacts } from '../sysFacts';
import type { Verdict } from '../verdict';
import { guiltyText } from './verdictText';

/**
 * A crash as text of one fact a line, for reading beside another: what differs between boots of one kernel and tells
 * nothing, the addresses, is left out.
 */
export function comparisonText(overview: Overview, verdict: Verdict, stack?: BacktraceData): string {
  const sections = [
    section('VERDICT', verdictLines(verdict)),
    section('SIGNATURE', [verdict.signature.id, ...verdict.signature.text.split(' ')]),
    section('STACK', stack ? stackLines(stack) : ['not found in the dump']),
    section('MACHINE', machineLines(overview)),
    section(
      'FINDINGS',
      verdict.findings.map(({ severity, text }) => `${severity}: ${text}`),
    ),
    section(
      'LOG AROUND THE PANIC',
      overview.log.tail.flatMap(({ text }) => text.split('\n')),
    ),
  ];
  return sections.join('\n');
}

function section(title: string, lines: readonly string[]): string {
  const body = lines.map((line) => `  ${visibleText(line)}`.trimEnd());
  return [title, ...body, ''].join('\n');
}

function verdictLines({ title, kind, confidence, guilty, instruction, address }: Verdict): string[] {
  const { task } = guilty;
  return labelled([
    ['crash', title],
    ['kind', confidence === undefined ? kind : `${kind} (${confidence})`],
    ['function', guiltyText(guilty)],
    ['task', task?.comm],
    ['instruction', instruction?.text],
    ['access', address && [address.access, address.meaning].filter((part) => part !== undefined).join(', ')],
  ]);
}

function machineLines(overview: Overview): string[] {
  const { format, complete, missing, dumpLevel } = overview.dump;
  return labelled([
    ...sysFacts(overview).map(({ label, value }) => [label.toLowerCase(), value] as const),
    ['format', dumpLevel === undefined ? format : `${format}, dump level ${dumpLevel}`],
    ['complete', complete ? 'yes' : missing.join(' ')],
    ['taint', overview.taint?.value.flags.map(({ letter }) => letter).join('')],
    ['command line', overview.commandLine?.value],
  ]);
}

/** Labels are as wide in every text, so that only what differs does. */
const labelWidth = 14;

function labelled(facts: readonly (readonly [string, string | undefined])[]): string[] {
  return facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [`${label.padEnd(labelWidth)}${value}`],
  );
}

/** Functions alone: how far each had come differs between builds, and the verdict tells it of the one that matters. */
function stackLines({ frames, end }: BacktraceData): string[] {
  const lines = frames.map((frame) => {
    const { symbol = '??', module, kind } = frame;
    const name = module === undefined ? symbol : `${symbol} [${module}]`;
    return kind === 'interrupted' ? `exception in ${name}` : name;
  });
  const isWhole = end.kind === 'bottom' || end.kind === 'user-mode';
  return isWhole ? lines : [...lines, `(${end.message})`];
}
