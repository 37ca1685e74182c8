import type { LineRange } from '../syntaxTree';

/** One proposal; `range` is what it replaces. */
export interface Completion {
  readonly label: string;
  readonly kind: 'directive' | 'value' | 'option' | 'program' | 'device' | 'file' | 'directory' | 'form';
  readonly range: LineRange;
  readonly insertText: string;
  /** Whether `insertText` is a snippet with ${1:…} places. */
  readonly snippet?: true;
  readonly detail?: string;
  readonly markdown?: string;
  /** Why it would be wrong here: given already, excluded by another line, or not of this release. */
  readonly mark?: 'used' | 'excluded' | 'deprecated' | 'unknown';
  /** Smaller comes first. */
  readonly order: number;
}
