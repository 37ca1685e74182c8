/** What searching a log needs of it: the kernel's own, or one that was saved as text. */
export interface LogTexts {
  readonly total: number;
  /** Undefined when the text is not there. */
  text(index: number): string | undefined;
}
