/**
 * Something wrong in the input that did not stop the reading: parsers return a value plus problems, and the views
 * show both. `at` names the place (file offset, address, field) in words a person can follow.
 */
export interface Problem {
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence with the numbers in it. */
  readonly message: string;
  readonly at?: string;
}
