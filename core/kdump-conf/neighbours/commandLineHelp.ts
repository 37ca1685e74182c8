import type { Position, TextRange } from '../diagnose';
import type { MachineFacts } from '../machineFacts';
import type { Target } from '../target';
import { earlyKdumpExplanation, explainCrashkernel } from './crashkernelDiagnose';
import { findCrashkernels } from './findCrashkernels';
import {
  type Machine,
  debianCrashkernel,
  debianCrashkernelOnArm,
  defaultCrashkernels,
  machineOf,
} from './crashkernelDefaults';
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
  facts: MachineFacts = {},
): CommandLineHover | undefined {
  const positions = new TextPositions(text);
  const words = [
    ...findCrashkernels(text).map(({ start, value }) => ({
      start: start - 'crashkernel='.length,
      end: start + value.length,
      markdown: () => describeCrashkernel(value, target, facts),
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

function describeCrashkernel(value: string, target: Target, facts: MachineFacts): string {
  const { memoryBytes } = facts;
  const list = (sentences: readonly string[]): string => sentences.map((each) => `- ${each}`).join('\n');
  const defaults = defaultCrashkernels(target, machineOf(facts));
  return [
    '`crashkernel=` keeps memory for the kernel that saves the dump.',
    list(explainCrashkernel(value)),
    ...(memoryBytes === undefined
      ? []
      : ['This machine:', list(explainCrashkernel(value, BigInt(memoryBytes)))]),
    ...(defaults.length === 0
      ? []
      : [
          `Default of ${target.title}:`,
          list(defaults.map((each) => `\`${each.value}\` on ${namesOf(each.machines)}`)),
        ]),
  ].join('\n\n');
}

export interface CrashkernelProposal {
  readonly value: string;
  readonly detail: string;
}

/** What distributions set by themselves; on this kind of machine alone where it is known. */
export function crashkernelProposals(target: Target, facts: MachineFacts = {}): CrashkernelProposal[] {
  const machine = machineOf(facts);
  const ofDebian = {
    value: machine?.startsWith('aarch64') === true ? debianCrashkernelOnArm : debianCrashkernel,
    detail: 'default of Debian’s kdump-tools',
  };
  return [
    ...defaultCrashkernels(target, machine).map((each) => ({
      value: each.value,
      detail: `default of ${target.title} on ${namesOf(each.machines)}`,
    })),
    ofDebian,
  ];
}

function namesOf(machines: readonly Machine[]): string {
  return machines.join(' and ');
}
