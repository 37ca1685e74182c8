/** A place where something was looked for in vain. */
export interface FailedSource {
  readonly source: string;
  /** A clause: "none is in the 8 places that were looked in". */
  readonly whyNot: string;
}

/** For the message of an error: each source with its reason, in the order in which they were tried. */
export function failuresText(failed: readonly FailedSource[]): string {
  return failed.map(({ source, whyNot }) => `${source}: ${whyNot}`).join('; ');
}
