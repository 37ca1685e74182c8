import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import { commentRange, restColumn } from '../syntaxTree';
import { isLongLine, valueWords, wordRange } from './cursor';

export type LinkTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'manual'; readonly page: string; readonly section: number };

export interface Link {
  readonly range: LineRange;
  readonly target: LinkTarget;
}

const namesFiles: ReadonlySet<string> = new Set([
  'path',
  'sshkey',
  'kdump_pre',
  'kdump_post',
  'kdump_emergency',
  'extra_bins',
  'core_collector',
]);
const makedumpfileManual: LinkTarget = { kind: 'manual', page: 'makedumpfile', section: 8 };
const manualPage = /\b([a-z][a-z0-9._-]{0,40})\(([1-8])\)/g;

/** An editor makes an address for each after every change; a file with more of them was not written by a person. */
const mostLinks = 2000;

/** Files that directives name, and manual pages that comments and collectors mean. */
export function links(file: ConfFile): Link[] {
  const found: Link[] = [];
  for (const line of file.lines) {
    if (found.length >= mostLinks) break;
    if (namesFiles.has(line.keyword) && !isLongLine(line)) found.push(...ofDirective(line));
    // Few comments name a manual page, and all that do have a parenthesis.
    if (line.rest.includes('(')) found.push(...ofComment(line));
  }
  return found;
}

function ofDirective(line: ConfLine): Link[] {
  const found: Link[] = [];
  for (const word of valueWords(line)) {
    if (line.keyword === 'core_collector' && word.text === 'makedumpfile' && word.start === restColumn(line))
      found.push({ range: wordRange(line, word), target: makedumpfileManual });
    else if (word.text.startsWith('/'))
      found.push({ range: wordRange(line, word), target: { kind: 'file', path: word.text } });
  }
  return found;
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
