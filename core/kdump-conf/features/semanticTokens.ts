import type { Directive, Status } from '../directives/directive';
import { statusOf } from '../directives/directive';
import { findDirective, isDumpTarget } from '../directives/table';
import { LastRound } from '../lastRound';
import type { ConfFile, ConfLine } from '../syntaxTree';
import { commentRange, keywordRange, lineKind } from '../syntaxTree';
import type { Target } from '../target';
import { isLongLine, valueWords } from './cursor';

/** Each standard token type of editors that is used here, with its number in the legend. */
const type = {
  keyword: 0,
  comment: 1,
  enumMember: 2,
  number: 3,
  string: 4,
  parameter: 5,
  function: 6,
  variable: 7,
} as const;

/** What the number of a token's type means. */
export const tokenTypes: readonly string[] = Object.keys(type);
/** What the bits of a token's modifiers mean, the lowest first. */
export const tokenModifiers: readonly string[] = ['deprecated'];

const deprecated = 1;
const unmodified = 0;

const encodedLines = new LastRound<Uint32Array>();

/**
 * All tokens as editors take them (Language Server Protocol 3.17, semantic tokens): five numbers each, line and start
 * counted from the token before. A word that the release does not know is a variable, not a keyword.
 */
export function semanticTokens(file: ConfFile, target: Target): Uint32Array {
  const encode = encodedLines.begin(target.name);
  const lines = file.lines.map((line) => encode(line.text, () => encodeLine(line, target)));
  const tokens = new Uint32Array(lines.reduce((length, encoded) => length + encoded.length, 0));
  let [at, lastLine] = [0, 0];
  lines.forEach((encoded, number) => {
    if (encoded.length === 0) return;
    tokens.set(encoded, at);
    tokens[at] = number - lastLine;
    [at, lastLine] = [at + encoded.length, number];
  });
  return tokens;
}

/** The tokens of one line as if they followed one on the same line; only the first of its numbers is not so. */
function encodeLine(line: ConfLine, target: Target): Uint32Array {
  const numbers: number[] = [];
  let last = 0;
  const push: TokenSink = (start, length, tokenType, modifiers = unmodified) => {
    numbers.push(0, start - last, length, tokenType, modifiers);
    last = start;
  };
  if (lineKind(line) === 'directive') pushDirective(line, target, push);
  const comment = commentRange(line);
  if (comment !== undefined) push(comment.start, comment.end - comment.start, type.comment);
  return Uint32Array.from(numbers);
}

type TokenSink = (start: number, length: number, type: number, modifiers?: number) => void;

function pushDirective(line: ConfLine, target: Target, push: TokenSink): void {
  const directive = findDirective(line.keyword);
  const status: Status = directive === undefined ? 'unknown' : statusOf(directive, target);
  const { start, end } = keywordRange(line);
  const retired = status === 'deprecated' || (directive?.replacement !== undefined && status === 'accepted');
  const keywordIs = status === 'unknown' ? type.variable : type.keyword;
  push(start, end - start, keywordIs, retired ? deprecated : unmodified);
  if (isLongLine(line)) return;
  valueWords(line).forEach((word, index) => {
    push(word.start, word.text.length, valueType(line.keyword, directive, word.text, index));
  });
}

const takeOptions: readonly string[] = ['core_collector', 'dracut_args', 'fence_kdump_args'];

function valueType(keyword: string, directive: Directive | undefined, text: string, index: number): number {
  if (/^\d+$/.test(text)) return type.number;
  if (directive?.values?.some(({ name }) => name === text) === true) return type.enumMember;
  if (keyword === 'core_collector' && index === 0) return type.function;
  if (text.startsWith('-') && takeOptions.includes(keyword)) return type.parameter;
  return text.startsWith('/') || isDumpTarget(keyword) ? type.string : type.variable;
}
