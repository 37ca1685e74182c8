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

type Make = (
  code: RuleCode,
  range: LineRange,
  message: string,
  fixes?: readonly LineFix[],
  reason?: string,
) => Finding;

function maker(stops: boolean): Make {
  return (code, range, message, fixes = [], reason) => ({
    code,
    range,
    message,
    stops,
    fixes,
    ...(reason === undefined ? {} : { reason }),
  });
}

/** A finding at which the release's own parser gives up. */
export const stop = maker(true);

/** A finding that no parser makes. */
export const warn = maker(false);
