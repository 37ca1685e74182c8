import type { RuleCode } from './rules';
import type { LineRange } from './syntaxTree';

/** Replaces a stretch of one line; two edits of one fix never overlap. */
export interface LineEdit {
  readonly range: LineRange;
  readonly newText: string;
}

/** What a quick fix does to the lines; `deleteLines` go away with their line ends. */
export interface LineFix {
  readonly title: string;
  readonly edits: readonly LineEdit[];
  readonly deleteLines?: readonly number[];
  /** Makes every line end of the file a line feed. */
  readonly normaliseLineEnds?: true;
}

/** What a rule has found, before settings decide its weight. */
export interface Finding {
  readonly code: RuleCode;
  readonly range: LineRange;
  /** What is wrong here, one sentence. */
  readonly message: string;
  /** Why it matters in this release, one sentence. */
  readonly reason?: string;
  /** Whether the release's own scripts stop here and kdump does not start. */
  readonly stops: boolean;
  readonly fixes: readonly LineFix[];
}

/** A finding at which the release's own parser gives up. */
export function stop(
  code: RuleCode,
  range: LineRange,
  message: string,
  fixes: readonly LineFix[] = [],
  reason?: string,
): Finding {
  return { code, range, message, stops: true, fixes, ...(reason === undefined ? {} : { reason }) };
}

/** A finding that no parser makes. */
export function warn(
  code: RuleCode,
  range: LineRange,
  message: string,
  fixes: readonly LineFix[] = [],
  reason?: string,
): Finding {
  return { code, range, message, stops: false, fixes, ...(reason === undefined ? {} : { reason }) };
}
