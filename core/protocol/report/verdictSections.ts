import { evidenceText } from '../text/evidenceText';
import { kernelFrameText } from '../text/frameText';
import { annotatedRegisterLines, faultText, guiltyText, instructionText } from '../text/verdictText';
import { taskText } from '../text/lockWaitText';
import type { Verdict } from '../verdict';
import { code, facts, paragraph, section, type ReportItem, type ReportSection } from './reportDocument';

/** Why it crashed, what shows it, and where to look next. */
export function verdictSections(verdict: Verdict): readonly ReportSection[] {
  const { kind, summary, confidence, guilty, registers = [], frames, signature, findings, next } = verdict;
  const registerLines = annotatedRegisterLines(registers);
  return [
    ...section(
      'Verdict',
      paragraph(summary),
      facts([
        ['KIND', confidence ? `${kind} (${confidence})` : kind],
        ['FUNCTION', guiltyText(guilty)],
        ['TASK', guilty.task && taskText(guilty.task)],
        ['CPU', guilty.task?.cpu?.toString()],
        ['INSTRUCTION', instructionText(verdict)],
        ['ADDRESS', faultText(verdict)],
        ['SIGNATURE', `${signature.id}  ${signature.text}`],
      ]),
      registerLines.length > 0 ? code(registerLines) : undefined,
      frames.length > 0
        ? code(['Call Trace:\n', ...frames.map((frame) => ` ${kernelFrameText(frame)}\n`)])
        : undefined,
    ),
    ...section('Findings', { kind: 'list', items: findings.map(findingItem) }),
    ...section('Look next at', {
      kind: 'list',
      items: next.map(({ command, why }) => ({ text: `${command}: ${why}`, details: [] })),
    }),
  ];
}

function findingItem({ severity, text, evidence }: Verdict['findings'][number]): ReportItem {
  return { text: `${severity}: ${text}`, details: evidence.map(evidenceText) };
}
