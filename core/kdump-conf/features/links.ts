import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import { commentRange, lineKind } from '../syntaxTree';
import { isLongLine, valueWords, wordRange } from './cursor';

export type LinkTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'manual'; readonly page: string; readonly section: number };

export interface Link {
  readonly range: LineRange;
  readonly target: LinkTarget;
}

const namesFiles = [
  'path',
  'sshkey',
  'kdump_pre',
  'kdump_post',
  'kdump_emergency',
  'extra_bins',
  'core_collector',
];
const manualPage = /\b([a-z][a-z0-9._-]{0,40})\(([1-8])\)/g;

/** Files that directives name, and manual pages that comments and collectors mean. */
export function links(file: ConfFile): Link[] {
  return file.lines.flatMap((line) => [
    ...(lineKind(line) === 'directive' ? ofDirective(line) : []),
    ...ofComment(line),
  ]);
}

function ofDirective(line: ConfLine): Link[] {
  if (!namesFiles.includes(line.keyword) || isLongLine(line)) return [];
  return valueWords(line).flatMap((word, index): Link[] => {
    const range = wordRange(line, word);
    if (line.keyword === 'core_collector' && word.text === 'makedumpfile' && index === 0) {
      return [{ range, target: { kind: 'manual', page: 'makedumpfile', section: 8 } }];
    }
    return word.text.startsWith('/') ? [{ range, target: { kind: 'file', path: word.text } }] : [];
  });
}

function ofComment(line: ConfLine): Link[] {
  const range = commentRange(line);
  if (range === undefined) return [];
  const text = line.rest.slice(line.rest.indexOf('#'), line.rest.indexOf('#') + 10_000);
  return [...text.matchAll(manualPage)].map((match) => {
    const start = range.start + match.index;
    const target: LinkTarget = { kind: 'manual', page: match[1] ?? '', section: Number(match[2]) };
    return { range: { line: line.number, start, end: start + match[0].length }, target };
  });
}
