import { crashState } from '../../../core/protocol/crashState';
import type { ListedTask } from './listedTask';
import { strings } from './strings';

export type TaskTest = (task: ListedTask) => boolean;

export interface CompiledFilter {
  readonly test: TaskTest;
  /** Why a word was not understood; it hides nothing then. */
  readonly problem?: string;
}

/**
 * Words side by side must all match: `st:UN` (several with commas), `comm:nfs*`, `wchan:*lock`, `cpu:3`, `pid:1234` (the
 * whole process), `age>120` (seconds since the task last ran; `2m`, `1h`), crash's 'regex' on the name, and a word alone for
 * part of a name, a wait channel or a pid. A `-` in front turns a word round.
 */
export function compileFilter(text: string): CompiledFilter {
  const tests: TaskTest[] = [];
  const problems: string[] = [];
  for (const [, sign, body = ''] of text.matchAll(/(-?)('[^']*'?|"[^"]*"?|\S+)/g)) {
    const test = compileWord(body);
    if (typeof test === 'string') problems.push(test);
    else tests.push(sign === '-' ? (task) => !test(task) : test);
  }
  return {
    test: (task) => tests.every((test) => test(task)),
    ...(problems[0] !== undefined && { problem: problems[0] }),
  };
}

/** A test, or what is wrong with the word. */
function compileWord(word: string): TaskTest | string {
  if (word.startsWith("'")) return regexTest(word.replaceAll("'", ''));
  const [, age, sign = '', amount = ''] = /^(age)([<>])(.*)$/.exec(word) ?? [];
  if (age !== undefined) return ageTest(sign, amount);
  const [, name, value = ''] = /^(st|comm|wchan|cpu|pid):(.*)$/.exec(word) ?? [];
  if (name === undefined) return wordTest(word.replaceAll('"', ''));
  return value === '' ? strings.valueMissing(name) : namedTest(name, value);
}

function namedTest(name: string, value: string): TaskTest | string {
  switch (name) {
    case 'st': {
      const wanted = value.split(',').filter((each) => each !== '');
      return ({ state }) => wanted.some((each) => each === state || each.toUpperCase() === crashState(state));
    }
    case 'comm': {
      const matches = wildcard(value);
      return ({ comm }) => matches(comm);
    }
    case 'wchan': {
      const matches = wildcard(value);
      return ({ waitChannel }) => matches(waitChannel);
    }
    default: {
      const numbers = value.split(',').map(Number);
      if (!numbers.every(Number.isSafeInteger)) return strings.notANumber(name);
      if (name === 'cpu') return ({ cpu }) => cpu !== null && numbers.includes(cpu);
      return ({ pid, tgid }) =>
        (pid !== null && numbers.includes(pid)) || (tgid !== null && numbers.includes(tgid));
    }
  }
}

/** The whole text, upper and lower case alike; `*` stands for any characters, `?` for one. */
function wildcard(pattern: string): (text: string | null | undefined) => boolean {
  // Side by side, stars would take the longer the more there are of them.
  const source = pattern
    .replace(/\*+/g, '*')
    .replace(/[\\^$.+()[\]{}|/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'is');
  return (text) => text !== null && text !== undefined && expression.test(text);
}

function wordTest(word: string): TaskTest {
  const wanted = word.toLowerCase();
  return ({ comm, waitChannel, pid }) =>
    [comm, waitChannel, String(pid ?? '')].some((text) => text?.toLowerCase().includes(wanted) ?? false);
}

function regexTest(source: string): TaskTest | string {
  try {
    const expression = new RegExp(source);
    return ({ comm }) => comm !== null && expression.test(comm);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const unitMs: Readonly<Record<string, number>> = {
  '': 1000,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function ageTest(sign: string, amount: string): TaskTest | string {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(amount) ?? [];
  const scale = unitMs[unit];
  if (number === undefined || scale === undefined) return strings.ageOfWhat;
  const limit = Number(number) * scale;
  return ({ sinceRunMs }) => sinceRunMs !== null && (sign === '>' ? sinceRunMs > limit : sinceRunMs < limit);
}
