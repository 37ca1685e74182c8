import { crashState } from '../../../core/protocol/crashState';
import type { SurveyedStack, SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';

export type StackTest = (task: SurveyedTask, stack: SurveyedStack | undefined) => boolean;

export interface CompiledStackFilter {
  readonly test: StackTest;
  /** No word was given: everything passes. */
  readonly isEmpty: boolean;
  /** Why a word was not understood; it hides nothing then. */
  readonly problem?: string;
}

const fields = ['st', 'comm', 'fn', 'mod', 'pid', 'cpu'] as const;
type Field = (typeof fields)[number];

const maxWords = 32;

/**
 * Words side by side must all match: `st:UN`, `comm:mysqld`, `fn:nfs_*`, `mod:nfs`, `pid:12`, `cpu:3`, and anything else
 * is part of a task's name or of a function's, or a pid. `*` stands for any characters; a `-` in front turns a word round.
 */
export function compileStackFilter(text: string): CompiledStackFilter {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, maxWords);
  const tests: StackTest[] = [];
  let problem: string | undefined;
  for (const word of words) {
    const test = wordTest(word);
    if (typeof test === 'string') problem ??= test;
    else tests.push(test);
  }
  return {
    test: (task, stack) => tests.every((test) => test(task, stack)),
    isEmpty: words.length === 0,
    ...(problem !== undefined && { problem }),
  };
}

function wordTest(word: string): StackTest | string {
  if (word.startsWith('-') && word.length > 1) {
    const test = wordTest(word.slice(1));
    return typeof test === 'string' ? test : (task, stack) => !test(task, stack);
  }
  const [, name, value = ''] = /^(\w+):(.*)$/.exec(word) ?? [];
  const field = fields.find((candidate) => candidate === name);
  if (field === undefined) return anywhere(word);
  return value === '' ? `${field}: needs a value` : fieldTest(field, value);
}

function fieldTest(field: Field, value: string): StackTest {
  const exact = pattern(value, true);
  const part = pattern(value, false);
  switch (field) {
    case 'st':
      return ({ state }) => exact.test(crashState(state)) || exact.test(state ?? '');
    case 'comm':
      return ({ comm }) => comm !== undefined && part.test(comm);
    case 'fn':
      return (_, stack) =>
        stack?.frames.some(({ symbol }) => symbol !== undefined && part.test(symbol)) ?? false;
    case 'mod':
      return (_, stack) =>
        stack?.frames.some(({ module }) => module !== undefined && exact.test(module)) ?? false;
    case 'pid':
      return ({ pid }) => pid !== undefined && exact.test(String(pid));
    case 'cpu':
      return ({ cpu }) => cpu !== undefined && exact.test(String(cpu));
  }
}

function anywhere(word: string): StackTest {
  const part = pattern(word, false);
  const exact = pattern(word, true);
  return ({ comm, pid }, stack) =>
    (comm !== undefined && part.test(comm)) ||
    exact.test(String(pid)) ||
    (stack?.frames.some(({ symbol }) => symbol !== undefined && part.test(symbol)) ?? false);
}

/** Several `*` side by side are one: each costs time. */
function pattern(value: string, isWhole: boolean): RegExp {
  const parts = value.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const body = parts.join('.*');
  return new RegExp(isWhole || parts.length > 1 ? `^${body}$` : body, 'i');
}
