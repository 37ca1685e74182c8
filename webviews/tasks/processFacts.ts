import type { ProcessData, ProcessText } from '../../core/protocol/processData';
import { element, type Child } from '../shared/element';
import { shortDuration } from './durations';
import { strings } from './strings';

/** What is known of a task beside its row, as a list of terms. */
export function processFacts(data: ProcessData): HTMLElement {
  const { facts } = strings;
  const list = element('dl', {});
  const add = (term: string, ...value: readonly Child[]): void => {
    if (value.some((part) => part !== undefined && part !== ''))
      list.append(element('dt', {}, term), element('dd', {}, ...value));
  };
  add(facts.state, data.stateName);
  add(facts.flags, data.flags?.join(' | '));
  add(facts.started, startText(data));
  add(facts.onCpu, ...runTexts(data));
  add(facts.waited, data.waitedForCpuMs === undefined ? undefined : shortDuration(data.waitedForCpuMs));
  if (data.voluntarySwitches !== undefined || data.involuntarySwitches !== undefined)
    add(facts.switches, strings.switchCounts(data.voluntarySwitches, data.involuntarySwitches));
  add(facts.program, data.program && element('span', { class: 'code' }, data.program));
  add(facts.commandLine, data.commandLine && wordsText(data.commandLine));
  return list;
}

/** Words on one line; those that hold blanks in quotes. */
function wordsText({ words, missing }: ProcessText): HTMLElement {
  const text = words.map((word) => (/^[^\s"'\\]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  return element(
    'span',
    {},
    element('span', { class: 'code' }, text),
    missing === undefined
      ? undefined
      : element('span', { class: 'absent' }, `${text === '' ? '' : ' '}${missing}`),
  );
}

/** A variable a line, by name. */
export function environmentLines({ words, missing }: ProcessText): readonly HTMLElement[] {
  const lines = [...words].sort().map((word) => element('div', { class: 'code line' }, word));
  return missing === undefined ? lines : [...lines, element('p', { class: 'absent' }, missing)];
}

function startText({ startedAtSeconds, startTimeSeconds }: ProcessData): string | undefined {
  if (startTimeSeconds === undefined) return undefined;
  const afterBoot = strings.startedAfterBoot(startTimeSeconds);
  if (startedAtSeconds === undefined) return afterBoot;
  const at = new Date(startedAtSeconds * 1000).toISOString().replace('T', ' ').slice(0, 19);
  return `${at} UTC, ${afterBoot}`;
}

function runTexts({ runMs, userMs, systemMs }: ProcessData): readonly Child[] {
  if (runMs === undefined) return [];
  const split =
    userMs === undefined || systemMs === undefined
      ? ''
      : ` (${strings.userAndSystem(shortDuration(userMs), shortDuration(systemMs))})`;
  return [shortDuration(runMs) + split];
}
