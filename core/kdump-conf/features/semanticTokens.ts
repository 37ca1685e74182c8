import type { Directive, Status } from '../directives/directive';
import { statusOf } from '../directives/directive';
import { findDirective, isDumpTarget } from '../directives/table';
import type { ConfFile, ConfLine } from '../syntaxTree';
import { commentRange, keywordRange, lineKind } from '../syntaxTree';
import type { Target } from '../target';
import type { Word } from '../whiteSpace';
import { isLongLine, valueWords } from './cursor';

/** Names of the standard token types and modifiers of editors. */
export type TokenType =
  'keyword' | 'comment' | 'enumMember' | 'number' | 'string' | 'parameter' | 'function' | 'variable';
export type TokenModifier = 'deprecated';

export const tokenTypes: readonly TokenType[] = [
  'keyword',
  'comment',
  'enumMember',
  'number',
  'string',
  'parameter',
  'function',
  'variable',
];

export interface SemanticToken {
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Tokens in the order of the text; a word that the release does not know is a variable, not a keyword. */
export function semanticTokens(file: ConfFile, target: Target): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  for (const line of file.lines) {
    if (lineKind(line) === 'directive') addDirective(tokens, line, target);
    const comment = commentRange(line);
    if (comment !== undefined)
      tokens.push(token(line, comment.start, comment.end - comment.start, 'comment', unmodified));
  }
  return tokens;
}

const unmodified: readonly TokenModifier[] = [];

function token(
  line: ConfLine,
  start: number,
  length: number,
  type: TokenType,
  modifiers: readonly TokenModifier[],
): SemanticToken {
  return { line: line.number, start, length, type, modifiers };
}

/** Adds to one list for the whole file: a list for each line would take longer than finding the tokens. */
function addDirective(tokens: SemanticToken[], line: ConfLine, target: Target): void {
  const directive = findDirective(line.keyword);
  const status: Status = directive === undefined ? 'unknown' : statusOf(directive, target);
  const { start, end } = keywordRange(line);
  const retired = status === 'deprecated' || (directive?.replacement !== undefined && status === 'accepted');
  const type = status === 'unknown' ? 'variable' : 'keyword';
  tokens.push(token(line, start, end - start, type, retired ? ['deprecated'] : unmodified));
  if (isLongLine(line)) return;
  valueWords(line).forEach((word, index) => {
    const valueIs = valueType(line.keyword, directive, word, index);
    tokens.push(token(line, word.start, word.text.length, valueIs, unmodified));
  });
}

const takeOptions: readonly string[] = ['core_collector', 'dracut_args', 'fence_kdump_args'];

function valueType(
  keyword: string,
  directive: Directive | undefined,
  { text }: Word,
  index: number,
): TokenType {
  if (/^\d+$/.test(text)) return 'number';
  if (directive?.values?.some(({ name }) => name === text) === true) return 'enumMember';
  if (keyword === 'core_collector' && index === 0) return 'function';
  if (text.startsWith('-') && takeOptions.includes(keyword)) return 'parameter';
  return text.startsWith('/') || isDumpTarget(keyword) ? 'string' : 'variable';
}
