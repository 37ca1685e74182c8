import { Attempts } from '../base/attempts';
import { hex } from '../base/address';
import type { AnalyzingDisassembler } from '../disassembly/disassembler';
import type { Kernel } from '../kernel/kernel';
import type { LogTexts } from '../kernel/log/logTexts';
import { Stacks } from '../kernel/tasks/stacks';
import type { CrashFrameData, Guilty, Verdict } from '../protocol/verdict';
import { findGuilty } from './blame';
import type { CrashFrame } from './scene/crashFrame';
import type { CrashScene } from './scene/crashScene';
import type { Diagnosis } from './diagnosis';
import { openScene, type DumpContext } from './scene/dumpScene';
import { describeFault } from './fault/faultData';
import { openLogScene } from './scene/logScene';
import { nextSteps } from './nextSteps';
import { diagnose } from './rules';
import { signature } from './signature';
import { findSuspicions } from './suspicions';

/** More than anybody reads here; `vmcore bt` has all. */
const maxFrames = 24;

/**
 * Why the machine went down: the kernel's own words, its stacks and its memory together. Every dump gets a verdict; what
 * cannot be proved is left out or called unknown, and `problems` say what of the dump could not be used.
 * @param disassembler undefined for machines whose code is not decoded
 */
export function analyzeCrash(
  kernel: Kernel,
  disassembler: AnalyzingDisassembler | undefined,
  stacks = new Stacks(kernel),
): Verdict {
  const attempts = new Attempts();
  const scene = openScene(kernel, stacks, disassembler, attempts);
  return verdictOf(scene, { kernel, disassembler, stacks, attempts });
}

/** Why the machine went down by its saved log alone. */
export function analyzeLog(log: LogTexts): Verdict {
  return verdictOf(openLogScene(log), undefined);
}

function verdictOf(scene: CrashScene, dump: DumpContext | undefined): Verdict {
  const diagnosis = diagnose(scene);
  const frames = diagnosis.stack?.frames ?? scene.frames;
  const frame = diagnosis.blame === 'nobody' ? undefined : findGuilty(frames);
  const guilty = guiltyOf(scene, diagnosis, frame);
  const bystander = frame && diagnosis.blame === 'bystander' ? namedFunction(frame) : undefined;
  const { sentence, object, ...facts } = describeFault(scene, dump);
  const { kind, what, confidence } = diagnosis;
  return {
    kind,
    title: titleOf(what, guilty),
    summary: summaryOf(diagnosis, guilty, bystander, sentence),
    ...(kind !== 'unknown' && { confidence }),
    guilty,
    ...(bystander && { bystander }),
    ...facts,
    frames: frames.slice(0, maxFrames).map(frameData),
    findings: [
      ...causes(diagnosis, sentence, frame ?? frames[0]),
      ...(diagnosis.findings ?? []),
      ...findSuspicions({ scene, diagnosis, dump }),
    ],
    signature: signature(diagnosis, diagnosis.blame === undefined ? frames : []),
    next: dump ? nextSteps(scene, diagnosis, facts.instruction?.access, object) : [],
    problems: dump?.attempts.problems ?? [],
  };
}

/** The function that the diagnosis speaks of: whose fault it is, or what only ran when it happened. */
function namedFunction({ symbol, offset, module }: CrashFrame): NonNullable<Verdict['bystander']> {
  return {
    ...(symbol !== undefined && { function: symbol }),
    ...(offset !== undefined && { offset: hex(offset) }),
    ...(module !== undefined && { module }),
  };
}

function guiltyOf(
  scene: CrashScene,
  { blame, source, stack }: Diagnosis,
  frame: CrashFrame | undefined,
): Guilty {
  const task = stack?.task ?? scene.task;
  return {
    ...(frame && blame === undefined && namedFunction(frame)),
    ...source,
    ...(task && Object.keys(task).length > 0 && { task }),
  };
}

function titleOf(what: string, { function: name, module }: Guilty): string {
  return name === undefined ? what : `${what} in ${name}${module === undefined ? '' : ` [${module}]`}`;
}

function summaryOf(
  diagnosis: Diagnosis,
  guilty: Guilty,
  bystander: Verdict['bystander'],
  fault: string,
): string {
  const ofModule = (module: string | undefined): string =>
    module === undefined ? '' : ` of the module ${module}`;
  const sentences = [
    diagnosis.text,
    fault,
    guilty.function === undefined ? '' : `The function is ${guilty.function}${ofModule(guilty.module)}.`,
    bystander?.function === undefined
      ? ''
      : `At that time ${bystander.function}${ofModule(bystander.module)} ran.`,
    diagnosis.kind === 'no-crash' ? '' : taskSentence(guilty),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function taskSentence({ task }: Guilty): string {
  if (task?.comm === undefined) return '';
  const pid = task.pid === undefined ? '' : ` (pid ${task.pid})`;
  return `The task is ${task.comm}${pid}${task.cpu === undefined ? '' : ` on cpu ${task.cpu}`}.`;
}

function causes(
  { text, evidence, kind, stack }: Diagnosis,
  fault: string,
  place: CrashFrame | undefined,
): Verdict['findings'] {
  const onStack =
    place?.index === undefined
      ? []
      : [
          {
            kind: 'frame' as const,
            index: place.index,
            text: frameText(place),
            ...(stack?.task?.pid !== undefined && { pid: stack.task.pid }),
          },
        ];
  return [
    {
      code: kind,
      severity: 'cause',
      text: fault === '' ? text : `${text} ${fault}`,
      evidence: [...evidence, ...onStack],
    },
  ];
}

function frameText({ symbol, offset, module, pc }: CrashFrame): string {
  if (symbol === undefined) return pc === undefined ? '??' : hex(pc);
  const place = offset === undefined ? symbol : `${symbol}+${hex(offset)}`;
  return module === undefined ? place : `${place} [${module}]`;
}

function frameData({ symbol, offset, sizeBytes, module, pc, index }: CrashFrame): CrashFrameData {
  return {
    ...(symbol !== undefined && { symbol }),
    ...(offset !== undefined && { offset: hex(offset) }),
    ...(sizeBytes !== undefined && { size: hex(sizeBytes) }),
    ...(module !== undefined && { module }),
    ...(pc !== undefined && { pc: hex(pc) }),
    ...(index !== undefined && { index }),
  };
}
