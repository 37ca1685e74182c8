/** What searching a log needs of it: the kernel's own, or one that was saved as text. */
export interface LogTexts {
  readonly total: number;
  /** Undefined when the text is not there. */
  text(index: number): string | undefined;
  /** The thread or cpu that wrote the record, as the kernel stores it; undefined when nothing tells. */
  callerId?(index: number): number | undefined;
}
