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
  return file.lines.flatMap((line) => {
    const comment = commentRange(line);
    const tokens = lineKind(line) === 'directive' ? ofDirective(line, target) : [];
    if (comment === undefined) return tokens;
    return [...tokens, token(line, comment.start, comment.end - comment.start, 'comment')];
  });
}

function token(line: ConfLine, start: number, length: number, type: TokenType): SemanticToken {
  return { line: line.number, start, length, type, modifiers: [] };
}

function ofDirective(line: ConfLine, target: Target): SemanticToken[] {
  const directive = findDirective(line.keyword);
  const status: Status = directive === undefined ? 'unknown' : statusOf(directive, target);
  const { start, end } = keywordRange(line);
  const keyword = token(line, start, end - start, status === 'unknown' ? 'variable' : 'keyword');
  const retired = status === 'deprecated' || (directive?.replacement !== undefined && status === 'accepted');
  const values = (isLongLine(line) ? [] : valueWords(line)).map((word, index) =>
    token(line, word.start, word.text.length, valueType(line.keyword, directive, word, index)),
  );
  return [retired ? { ...keyword, modifiers: ['deprecated'] } : keyword, ...values];
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
