import { findDirective } from './directives/table';
import type { ConfFile, ConfLine } from './syntaxTree';
import { lineKind } from './syntaxTree';

/** What a file with the name of a kdump.conf may really be. */
export type Kind = 'kdump-conf' | 'template' | 'shell' | 'manual-page' | 'loader-entry' | 'unknown';

/** Whether it only has the name of a kdump.conf, and is to be left alone. */
export function isOtherFile(kind: Kind): boolean {
  return kind === 'shell' || kind === 'manual-page' || kind === 'loader-entry';
}

const looksAtLines = 2000;
const assignment = /^(?:export[ \t]+)?[A-Z_][A-Z0-9_]*=/;
/** Marks of Jinja, ERB and Go templates. */
const templateMark = /\{\{|\{%|\{#|<%/;

export function isTemplateLine(line: ConfLine): boolean {
  return templateMark.test(line.text);
}

/**
 * Tells by content: SteamOS has a shell file of this name, configuration tools have templates of it, and kdump.conf.5
 * is its manual page. A single assignment is no shell file but a mistake worth showing.
 */
export function recognise(file: ConfFile): Kind {
  const lines = file.lines.slice(0, looksAtLines);
  const directives = lines.filter((line) => lineKind(line) === 'directive');
  const first = lines[0] === undefined ? '' : lines[0].text;
  if (/^(?:\.\\"|'\\"|\.TH\s)/.test(first)) return 'manual-page';
  const known = directives.filter((line) => findDirective(line.keyword) !== undefined).length;
  if (directives.some(isTemplateLine)) return 'template';
  const assignments = directives.filter((line) => assignment.test(line.keyword)).length;
  if (known === 0 && (/^#!.*sh\b/.test(first) || assignments >= 3)) return 'shell';
  if (isLoaderEntry(directives)) return 'loader-entry';
  if (known > 0) return 'kdump-conf';
  return directives.length === 0 && mentionsDirectives(lines) ? 'kdump-conf' : 'unknown';
}

/** Words that other kinds of configuration have as well. */
const common: ReadonlySet<string> = new Set([
  'path',
  'default',
  'options',
  'net',
  'nfs',
  'ssh',
  'raw',
  'blacklist',
]);

/** Whether a file of any name is one: it has a directive that nothing else has, and hardly a line of another kind. */
export function isSurelyKdumpConf(file: ConfFile): boolean {
  const kind = recognise(file);
  if (kind !== 'kdump-conf' && kind !== 'template') return false;
  const directives = file.lines.filter(
    (line) => lineKind(line) === 'directive' && !templateMark.test(line.keyword),
  );
  if (directives.length === 0) return kind === 'kdump-conf';
  const known = directives.filter(({ keyword }) => findDirective(keyword) !== undefined);
  return known.some(({ keyword }) => !common.has(keyword)) && known.length > 0.8 * directives.length;
}

/** An entry of a boot loader (BLS), whose `options` RHEL 6's kdump has as well. */
function isLoaderEntry(directives: readonly ConfLine[]): boolean {
  const keywords = new Set(directives.map(({ keyword }) => keyword));
  const known = [...keywords].filter((keyword) => findDirective(keyword) !== undefined);
  return keywords.has('linux') && known.every((keyword) => keyword === 'options');
}

/** The file as packages install it: nothing but comments, with directives among them. */
function mentionsDirectives(lines: readonly ConfLine[]): boolean {
  const commented = lines.filter((line) => {
    const word = /^#[ \t]*([a-z_0-9]+)[ \t]/.exec(line.rest.slice(0, 80))?.[1];
    return word !== undefined && findDirective(word) !== undefined;
  });
  return commented.length >= 3;
}
