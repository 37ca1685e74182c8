import type { Finding, LineFix } from './finding';
import type { MachineFacts } from './machineFacts';
import { parse } from './parse';
import { isOtherFile, isTemplateLine, recognise } from './recognise';
import type { RuleCode, RuleSettings, Severity } from './rules';
import { defaultSeverity } from './rules';
import type { ConfFile, LineRange } from './syntaxTree';
import type { Target } from './target';
import { judge } from './verdict';
import { crashChecks } from './warnings/all';

/** Zero-based, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Besides the edits: every line end becomes a line feed. */
  readonly normaliseLineEnds?: true;
}

export interface Diagnostic<Code extends string = RuleCode> {
  readonly code: Code;
  readonly severity: Severity;
  readonly range: TextRange;
  readonly message: string;
  readonly reason?: string;
  readonly fixes: readonly QuickFix[];
}

export interface DiagnoseOptions {
  readonly rules?: RuleSettings;
  readonly facts?: MachineFacts;
  /** How many diagnostics are wanted, errors first; all when absent. */
  readonly most?: number;
}

/**
 * Everything that is wrong with a kdump.conf for one release: errors where its parser stops, warnings for what only a
 * crash would show. Never throws; a file of another kind is left alone.
 */
export function diagnose(text: string, target: Target, options: DiagnoseOptions = {}): Diagnostic[] {
  return diagnoseFile(parse(text), target, options);
}

/** `diagnose` for a text that is parsed already. */
export function diagnoseFile(file: ConfFile, target: Target, options: DiagnoseOptions = {}): Diagnostic[] {
  const kind = recognise(file);
  if (isOtherFile(kind)) return [];
  const verdict = judge(file, target, options.facts, options.most);
  const findings = [
    ...verdict.stops,
    ...verdict.mentions,
    ...crashChecks.flatMap((check) => check(verdict.reading)),
  ];
  const shown = kind === 'template' ? findings.filter((finding) => holdsInTemplate(finding, file)) : findings;
  return theWorst(withoutRepetitions(shown), options.most)
    .flatMap((finding) => weigh(finding, file, options.rules ?? {}))
    .sort((one, other) => comparePositions(one.range.start, other.range.start));
}

/** At most that many, those at which the release stops first, then by their lines. */
function theWorst(findings: readonly Finding[], most: number | undefined): readonly Finding[] {
  if (most === undefined || findings.length <= most) return findings;
  const rank = ({ stops, range }: Finding): number => (stops ? 0 : Number.MAX_SAFE_INTEGER / 2) + range.line;
  return [...findings].sort((one, other) => rank(one) - rank(other)).slice(0, most);
}

/** Two steps of a release's start can stop at the same thing. */
function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const seen = new Map<RuleCode, Set<number>>();
  return findings.filter(({ code, range: { line, start } }) => {
    // No line is as long as this; a text for each place would cost more than all the rules.
    const place = line * 2 ** 30 + start;
    const places = seen.get(code) ?? new Set();
    seen.set(code, places);
    return places.size !== places.add(place).size;
  });
}

const rulesAboutOneLine: ReadonlySet<RuleCode> = new Set<RuleCode>([
  'unknown-directive',
  'deprecated-directive',
  'missing-value',
  'bad-failure-action',
  'bad-final-action',
  'relative-path',
  'quotes-kept',
]);

/** Of a template only lines without placeholders are judged, and each by itself: branches exclude each other. */
function holdsInTemplate(finding: Finding, file: ConfFile): boolean {
  const line = file.lines[finding.range.line];
  return rulesAboutOneLine.has(finding.code) && line !== undefined && !isTemplateLine(line);
}

function weigh(finding: Finding, file: ConfFile, rules: RuleSettings): Diagnostic[] {
  const { code, message, reason, fixes, stops } = finding;
  const severity = rules[code] ?? defaultSeverity(code, stops);
  if (severity === 'off') return [];
  return [
    {
      code,
      severity,
      range: textRange(finding.range),
      message,
      ...(reason === undefined ? {} : { reason }),
      fixes: fixes.map((fix) => quickFix(fix, file)),
    },
  ];
}

export function textRange({ line, start, end }: LineRange): TextRange {
  return { start: { line, character: start }, end: { line, character: end } };
}

function quickFix({ title, edits, deleteLines = [], normaliseLineEnds }: LineFix, file: ConfFile): QuickFix {
  const replaced = edits.map(({ range, newText }) => ({ range: textRange(range), newText }));
  const deleted = deleteLines.map((number) => ({ range: wholeLine(file, number), newText: '' }));
  const all = { title, edits: [...replaced, ...deleted] };
  return normaliseLineEnds === undefined ? all : { ...all, normaliseLineEnds };
}

/** The line with its line end, or with the one before it when it is the last. */
function wholeLine(file: ConfFile, number: number): TextRange {
  const start = { line: number, character: 0 };
  if (number + 1 < file.lines.length) return { start, end: { line: number + 1, character: 0 } };
  const lengthOf = (line: number): number => {
    const found = file.lines[line];
    return found === undefined ? 0 : found.text.length;
  };
  const end = { line: number, character: lengthOf(number) };
  return number === 0
    ? { start, end }
    : { start: { line: number - 1, character: lengthOf(number - 1) }, end };
}

function comparePositions(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}
