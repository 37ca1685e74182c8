import { visibleText } from '../../base/visibleText';
import type { BacktraceData } from '../backtraceData';
import { crashForm, taskLines } from './backtraceText';
import { dmesgLines } from './dmesgText';
import { escapeMarkdown, fenced } from './markdownText';
import type { Overview } from '../overview';
import type { CopyFormat } from '../overviewPage';
import { sysFacts } from '../sysFacts';

/**
 * The overview for a ticket or a mail: crash's `sys`, `bt` where the stack is known, and the last words of its `log`,
 * each under its prompt line.
 */
export function overviewText(overview: Overview, format: CopyFormat, stack?: BacktraceData): string {
  const bt = stack ? `crash> bt\n${[...taskLines(stack, crashForm)].join('')}\n` : '';
  const crash = `crash> sys\n${sysText(overview)}\n\n${bt}crash> log\n${logTailText(overview)}\n`;
  if (format === 'crash') return crash;
  const heading = overview.panic?.message ?? 'Kernel crash';
  return `**${escapeMarkdown(visibleText(heading))}**\n\n${fenced(crash)}`;
}

/** As crash's `sys` prints what is known of the machine. */
export function sysText(overview: Overview): string {
  return sysFacts(overview)
    .map(({ label, value }) => `${label.padStart(12)}: ${visibleText(value)}`)
    .join('\n');
}

function logTailText({ log }: Overview): string {
  const lines = log.tail.flatMap(({ timeUs, text }) => dmesgLines(timeUs, text)).map(visibleText);
  const later = log.count - log.tailStart - log.tail.length;
  const before = log.tailStart > 0 ? [`... ${log.tailStart} earlier messages ...`] : [];
  const after = later > 0 ? [`... ${later} later messages ...`] : [];
  return [...before, ...lines, ...after].join('\n');
}
