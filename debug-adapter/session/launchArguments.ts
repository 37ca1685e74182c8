import { flag, optional, record, text } from '../../core/protocol/check';

/** What a launch configuration says; package.json has its schema. */
export interface LaunchArguments {
  /** Path of the dump. */
  readonly core: string;
  readonly noDebug?: boolean;
}

const check = record<LaunchArguments>({ core: text, noDebug: optional(flag) });

/** @throws VmcoreError `bad-request` */
export function checkLaunchArguments(value: unknown): LaunchArguments {
  return check(value, 'launch');
}
