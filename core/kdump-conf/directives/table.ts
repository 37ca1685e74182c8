import type { Target } from '../target';
import { actions } from './actions';
import type { Directive } from './directive';
import { statusOf } from './directive';
import { dumpTargets } from './dumpTargets';
import { hooks } from './hooks';
import { initramfs } from './initramfs';
import { retired } from './retired';
import { saving } from './saving';

/** Every directive that any release has known, in the order in which a person would fill in a file. */
export const directives: readonly Directive[] = [
  ...dumpTargets,
  ...saving,
  ...actions,
  ...hooks,
  ...initramfs,
  ...retired,
];

const byName = new Map(directives.map((directive) => [directive.name, directive]));

export function findDirective(name: string): Directive | undefined {
  return byName.get(name);
}

/** The directive if this release takes it. */
export function acceptedDirective(name: string, target: Target): Directive | undefined {
  const directive = byName.get(name);
  return directive !== undefined && statusOf(directive, target) === 'accepted' ? directive : undefined;
}

const targetNames = new Set([...dumpTargets.map((directive) => directive.name), 'net']);

/** Whether the directive names a dump target, in any release. */
export function isDumpTarget(name: string): boolean {
  return targetNames.has(name);
}

export function isFileSystemTarget(name: string): boolean {
  return /^(ext[234]|xfs|btrfs|minix)$/.test(name);
}
