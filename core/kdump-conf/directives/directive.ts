import type { Distribution, Target } from '../target';

export type Group =
  | 'dump target'
  | 'location'
  | 'collector'
  | 'ssh'
  | 'hooks'
  | 'actions'
  | 'initramfs'
  | 'cluster'
  | 'rebuilding'
  | 'memory'
  | 'retired';

/** Which releases take a directive. */
export interface Acceptance {
  readonly distributions: readonly Distribution[];
  /** The first release of kdump-utils (1.0.N) that takes it; absent when none does. */
  readonly kdumpUtilsSince?: number;
  /** Releases that do not take it name it deprecated, instead of not knowing it. */
  readonly deprecated?: boolean;
}

export interface AllowedValue {
  readonly name: string;
  readonly meaning: string;
}

export interface Directive {
  readonly name: string;
  readonly group: Group;
  /** The form of the argument, with placeholders in angle brackets. */
  readonly argument: string;
  /** One sentence. */
  readonly summary: string;
  /** What a person should know before the machine crashes; one sentence each. */
  readonly notes: readonly string[];
  readonly values?: readonly AllowedValue[];
  readonly defaultValue?: string;
  /** In words: package version and year. */
  readonly since: string;
  readonly example: string;
  readonly acceptance: Acceptance;
  /** What to write instead, for retired directives. */
  readonly replacement?: string;
}

export type Status = 'accepted' | 'deprecated' | 'unknown';

export function statusOf(directive: Directive, target: Target): Status {
  const { distributions, kdumpUtilsSince, deprecated } = directive.acceptance;
  const accepted =
    target.distribution === 'kdump-utils'
      ? kdumpUtilsSince !== undefined && target.release >= kdumpUtilsSince
      : distributions.includes(target.distribution);
  if (accepted) return 'accepted';
  return deprecated === true ? 'deprecated' : 'unknown';
}

const firstKdumpUtils = 42;

export const everywhere: Acceptance = {
  distributions: ['el6', 'el7', 'openeuler', 'el8', 'el9'],
  kdumpUtilsSince: firstKdumpUtils,
};
export const sinceRhel7: Acceptance = {
  distributions: ['el7', 'openeuler', 'el8', 'el9'],
  kdumpUtilsSince: firstKdumpUtils,
};
export const sinceRhel8: Acceptance = {
  distributions: ['openeuler', 'el8', 'el9'],
  kdumpUtilsSince: firstKdumpUtils,
};
export const sinceRhel9: Acceptance = { distributions: ['el9'], kdumpUtilsSince: firstKdumpUtils };
export const sinceEmergencyHooks: Acceptance = { distributions: [], kdumpUtilsSince: 60 };
export const onlyRhel6: Acceptance = { distributions: ['el6'] };
export const deprecatedSinceRhel7: Acceptance = { distributions: ['el6'], deprecated: true };
export const nowhere: Acceptance = { distributions: [] };
