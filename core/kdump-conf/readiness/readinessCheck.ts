import type { Observation } from './machineState';

/** `unused` is for what a machine need not have. */
export type ReadinessState = 'ready' | 'not-ready' | 'unknown' | 'unused';

/** What was read, as a person would have read it. */
export interface Evidence {
  readonly source: string;
  readonly value: string;
}

/** One condition for a dump to be captured. */
export interface ReadinessCheck {
  readonly name: CheckName;
  readonly title: string;
  readonly state: ReadinessState;
  /** One sentence: what is so, and why that is good or not. */
  readonly sentence: string;
  readonly nextStep?: string;
  readonly evidence: readonly Evidence[];
  /** Set where trying to reach this server would tell more, "server.example.com:22". */
  readonly server?: string;
}

export const checkTitles = {
  'reserved-memory': 'Reserved memory',
  'capture-kernel': 'Capture kernel',
  service: 'Service',
  configuration: 'Configuration',
  initramfs: 'Initramfs',
  target: 'Dump target',
  'early-kdump': 'Early kdump',
} as const;

export type CheckName = keyof typeof checkTitles;

export function readinessCheck(
  name: CheckName,
  state: ReadinessState,
  sentence: string,
  evidence: readonly Evidence[],
  nextStep?: string,
): ReadinessCheck {
  const check = { name, title: checkTitles[name], state, sentence, evidence };
  return nextStep === undefined ? check : { ...check, nextStep };
}

/** The text that was read, without blanks around it; undefined where it could not be read. */
export function textOf(observation: Observation): string | undefined {
  return 'text' in observation ? observation.text.trim() : undefined;
}

export function evidenceOf(...observations: readonly Observation[]): Evidence[] {
  return observations.map((observation) => ({
    source: observation.source,
    value: 'text' in observation ? observation.text.trim() : observation.failure,
  }));
}
