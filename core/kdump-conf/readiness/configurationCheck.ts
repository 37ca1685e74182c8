import { configurationKind, diagnoseConfiguration } from '../configuration';
import { shellAssignments } from '../neighbours/shellAssignments';
import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { readinessCheck } from './readinessCheck';

const mostShown = 5;

/** Whether kdump starts with the configuration as it is. */
export function checkConfiguration({ configuration, target, facts }: MachineState): ReadinessCheck {
  const { source } = configuration;
  if ('failure' in configuration) {
    const evidence = [{ source, value: configuration.failure }];
    const sentence = 'No configuration of kdump can be read.';
    return readinessCheck('configuration', 'unknown', sentence, evidence);
  }
  const { text } = configuration;
  if (isSwitchedOff(source, text)) {
    const evidence = [{ source, value: 'USE_KDUMP is not 1' }];
    const next = `Set USE_KDUMP=1 in ${source}.`;
    return readinessCheck('configuration', 'not-ready', 'kdump-tools is switched off.', evidence, next);
  }
  const errors = diagnoseConfiguration(source, text, target, { facts }).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length === 0) {
    const evidence = [{ source, value: `no error by the rules of ${target.title}` }];
    return readinessCheck('configuration', 'ready', `${source} is without errors.`, evidence);
  }
  const evidence = errors.slice(0, mostShown).map(({ range, message }) => ({
    source: `${source}:${range.start.line + 1}`,
    value: message,
  }));
  const sentence = `kdump does not start with ${source}: it has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}.`;
  return readinessCheck('configuration', 'not-ready', sentence, evidence, `Open ${source} and mend it.`);
}

/** Debian's service does nothing unless it is told to. */
function isSwitchedOff(fileName: string, text: string): boolean {
  const found = configurationKind(fileName, text);
  if (found.kind !== 'sysconfig' || found.dialect !== 'debian') return false;
  const given = shellAssignments(text).filter(({ name }) => name === 'USE_KDUMP');
  return given.at(-1)?.value !== '1';
}
