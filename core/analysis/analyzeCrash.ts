import { Attempts } from '../base/attempts';
import { hex } from '../base/address';
import type { Disassembler } from '../disassembly/disassembler';
import type { Kernel } from '../kernel/kernel';
import type { LogTexts } from '../kernel/logTexts';
import { Stacks } from '../kernel/stacks';
import type { CrashFrameData, Guilty, Verdict } from '../protocol/verdict';
import { findGuilty } from './blame';
import type { CrashFrame } from './crashFrame';
import type { CrashScene } from './crashScene';
import type { Diagnosis } from './diagnosis';
import { openScene, type DumpContext } from './dumpScene';
import { describeFault } from './faultData';
import { openLogScene } from './logScene';
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
  disassembler: Disassembler | undefined,
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
  const guilty = guiltyOf(scene, diagnosis, frames);
  const fault = describeFault(scene, dump);
  const counted = (diagnosis.blame ?? 'function') === 'function' ? frames : [];
  const { kind, what, confidence } = diagnosis;
  return {
    kind,
    title: titleOf(what, guilty),
    summary: summaryOf(diagnosis, guilty, fault.sentence),
    ...(kind !== 'unknown' && { confidence }),
    guilty,
    ...(fault.instruction && { instruction: fault.instruction }),
    ...(fault.registers && { registers: fault.registers }),
    ...(fault.address && { address: fault.address }),
    frames: frames.slice(0, maxFrames).map(frameData),
    findings: [
      ...causes(diagnosis, fault.sentence, frames),
      ...(diagnosis.findings ?? []),
      ...findSuspicions({ scene, diagnosis, dump }),
    ],
    signature: signature(diagnosis, counted),
    next: dump ? nextSteps(scene, diagnosis, fault.instruction?.access, fault.object) : [],
    problems: dump?.attempts.problems ?? [],
  };
}

function guiltyOf(scene: CrashScene, diagnosis: Diagnosis, frames: readonly CrashFrame[]): Guilty {
  const { blame, source, stack } = diagnosis;
  const frame = blame === 'nobody' ? undefined : findGuilty(frames);
  const task = stack?.task ?? scene.task;
  return {
    ...(frame?.symbol !== undefined && { function: frame.symbol }),
    ...(frame?.offset !== undefined && { offset: hex(frame.offset) }),
    ...(frame?.module !== undefined && { module: frame.module }),
    ...(frame && blame === 'bystander' && { isBystander: true }),
    ...(source ?? {}),
    ...(task && Object.keys(task).length > 0 && { task }),
  };
}

function titleOf(what: string, { function: name, module, isBystander }: Guilty): string {
  if (name === undefined) return what;
  return `${what} ${isBystander ? 'while in' : 'in'} ${name}${module === undefined ? '' : ` [${module}]`}`;
}

function summaryOf(diagnosis: Diagnosis, { function: name, module, task }: Guilty, fault: string): string {
  const who =
    task?.comm === undefined || diagnosis.kind === 'no-crash'
      ? ''
      : `It ran as ${task.comm}${task.pid === undefined ? '' : ` (pid ${task.pid})`}${task.cpu === undefined ? '' : ` on cpu ${task.cpu}`}.`;
  const where =
    name === undefined
      ? ''
      : `The function is ${name}${module === undefined ? '' : ` of the module ${module}`}.`;
  return [diagnosis.text, fault, where, who].filter((sentence) => sentence !== '').join(' ');
}

function causes(
  { text, evidence, kind }: Diagnosis,
  fault: string,
  frames: readonly CrashFrame[],
): Verdict['findings'] {
  const [place] = frames;
  const onStack =
    place?.index === undefined
      ? []
      : [{ kind: 'frame' as const, index: place.index, text: frameText(place) }];
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
