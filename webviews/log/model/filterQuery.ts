import type { LogStore } from './logStore';
import { levelNames, lowestLevel } from './levels';
import { strings } from './strings';

/** What the person asked for. */
export interface LogFilter {
  /** This level and worse. */
  readonly maxLevel: number;
  readonly text: string;
  readonly matchCase: boolean;
}

export const noFilter: LogFilter = { maxLevel: lowestLevel, text: '', matchCase: false };

export function isFiltering(filter: LogFilter): boolean {
  return filter.maxLevel < lowestLevel || filter.text.trim() !== '';
}

export type RecordTest = (store: LogStore, record: number) => boolean;

export interface CompiledFilter {
  readonly test: RecordTest;
  /** Why a part of the text was not understood; that part then hides nothing. */
  readonly problem?: string;
}

/**
 * Terms side by side must all match: a word, "some words", /regular expression/i, level:err, caller:C2,
 * device:0000:00:03.0, time:12.5..13 (seconds since boot; negative ones count back from the panic). A `-` in front
 * turns a term round.
 */
export function compileFilter(filter: LogFilter, panicUs: number): CompiledFilter {
  const tests: RecordTest[] = [];
  const problems: string[] = [];
  if (filter.maxLevel < lowestLevel) tests.push(levelTest(filter.maxLevel));
  for (const term of splitTerms(filter.text)) {
    const test = compileTerm(term.body, filter.matchCase, panicUs);
    if (typeof test === 'string') problems.push(test);
    else tests.push(term.negated ? (store, record) => !test(store, record) : test);
  }
  return {
    test: (store, record) => tests.every((test) => test(store, record)),
    ...(problems[0] !== undefined && { problem: problems[0] }),
  };
}

/** The filter's text with one `name:value` of that name, in place of those it had. */
export function withTerm(text: string, name: string, value: string): string {
  const others = splitTerms(text).filter(({ body }) => !body.startsWith(`${name}:`));
  return [...others.map(({ negated, body }) => `${negated ? '-' : ''}${body}`), `${name}:${value}`].join(' ');
}

const terms = /(-?)("[^"]*"?|\/(?:\\.|[^/\\])+\/[a-z]*|\S+)/gu;

function splitTerms(text: string): { readonly negated: boolean; readonly body: string }[] {
  return [...text.matchAll(terms)]
    .map(([, sign, body]) => ({ negated: sign === '-', body: body ?? '' }))
    .filter(({ body }) => body !== '"' && body !== '""');
}

/** A test, or what is wrong with the term. */
function compileTerm(term: string, matchCase: boolean, panicUs: number): RecordTest | string {
  if (term.startsWith('"')) return textTest(term.replaceAll('"', ''), matchCase);
  const expression = /^\/(.+)\/([a-z]*)$/u.exec(term);
  if (expression) return expressionTest(expression[1] ?? '', expression[2] ?? '', matchCase);
  const [, name, value] = /^(level|time|caller|device):(.*)$/u.exec(term) ?? [];
  if (name === undefined || value === undefined) return textTest(term, matchCase);
  if (value === '') return strings.valueMissing(name);
  if (name === 'level') return namedLevelTest(value);
  if (name === 'time') return timeTest(value, panicUs);
  if (name === 'caller') return (store, record) => store.caller(record) === value;
  return (store, record) => store.device(record)?.includes(value) ?? false;
}

function textTest(words: string, matchCase: boolean): RecordTest {
  if (matchCase) return (store, record) => store.text(record).includes(words);
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  return (store, record) => pattern.test(store.text(record));
}

/** The expression's own `i` counts even when the case has to match; `g` and `y` would make it remember. */
function expressionTest(source: string, flags: string, matchCase: boolean): RecordTest | string {
  const ownFlags = flags.replace(/[gy]/g, '');
  try {
    const pattern = new RegExp(source, matchCase || flags.includes('i') ? ownFlags : ownFlags + 'i');
    return (store, record) => pattern.test(store.text(record));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function levelTest(maxLevel: number): RecordTest {
  return (store, record) => store.level(record) <= maxLevel;
}

function namedLevelTest(value: string): RecordTest | string {
  const level = /^[0-7]$/.test(value) ? Number(value) : levelNames.findIndex((name) => name === value);
  return level === -1 ? strings.levelUnknown : levelTest(level);
}

const timeRange = /^(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?$/;

function timeTest(value: string, panicUs: number): RecordTest | string {
  const [whole, from, to] = timeRange.exec(value) ?? [];
  if (whole === undefined) return strings.timeRange;
  const fromUs = from === undefined ? -Infinity : boundUs(from, panicUs);
  const toUs = to === undefined ? Infinity : boundUs(to, panicUs);
  return (store, record) => {
    const timeUs = store.timeUs(record);
    return timeUs >= fromUs && timeUs <= toUs;
  };
}

function boundUs(secondsText: string, panicUs: number): number {
  const us = Math.round(Number(secondsText) * 1e6);
  return secondsText.startsWith('-') ? panicUs + us : us;
}
