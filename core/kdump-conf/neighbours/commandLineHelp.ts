import type { Position, TextRange } from '../diagnose';
import type { Target } from '../target';
import { earlyKdumpExplanation, explainCrashkernel, findCrashkernels } from './crashkernelDiagnose';
import { debianCrashkernel, defaultCrashkernel } from './crashkernelDefaults';
import { TextPositions } from './textPositions';

export interface CommandLineHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** What `crashkernel=` or `rd.earlykdump` at the position means. */
export function hoverCommandLine(
  text: string,
  position: Position,
  target: Target,
  memoryBytes?: number,
): CommandLineHover | undefined {
  const positions = new TextPositions(text);
  const memory = memoryBytes === undefined ? undefined : BigInt(memoryBytes);
  const words = [
    ...findCrashkernels(text).map(({ start, value }) => ({
      start: start - 'crashkernel='.length,
      end: start + value.length,
      markdown: () => describeCrashkernel(value, target, memory),
    })),
    ...[...text.matchAll(/(?<![\w.-])rd\.earlykdump(?![\w.-])/g)].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
      markdown: () => `\`rd.earlykdump\`\n\n${earlyKdumpExplanation}`,
    })),
  ];
  for (const { start, end, markdown } of words) {
    const range = positions.range(start, end);
    if (contains(range, position)) return { range, markdown: markdown() };
  }
  return undefined;
}

function contains({ start, end }: TextRange, { line, character }: Position): boolean {
  return start.line === line && start.character <= character && character <= end.character;
}

function describeCrashkernel(value: string, target: Target, memoryBytes: bigint | undefined): string {
  const byDefault = defaultCrashkernel(target, 'x86_64');
  const list = (sentences: readonly string[]): string => sentences.map((each) => `- ${each}`).join('\n');
  return [
    '`crashkernel=` keeps memory for the kernel that saves the dump.',
    list(explainCrashkernel(value)),
    ...(memoryBytes === undefined ? [] : ['This machine:', list(explainCrashkernel(value, memoryBytes))]),
    ...(byDefault === undefined ? [] : [`Default of ${target.title} on x86_64: \`${byDefault}\`.`]),
  ].join('\n\n');
}

export interface CrashkernelProposal {
  readonly value: string;
  readonly detail: string;
}

/** What distributions set by themselves. */
export function crashkernelProposals(target: Target): CrashkernelProposal[] {
  const byDefault = defaultCrashkernel(target, 'x86_64');
  return [
    ...(byDefault === undefined
      ? []
      : [{ value: byDefault, detail: `default of ${target.title} on x86_64` }]),
    { value: debianCrashkernel, detail: 'default of Debian’s kdump-tools' },
  ];
}
