import type { ErrorData } from '../../core/base/errors';
import type { CandidateFile } from './searchFolder';

/** What was read in vain, as long as the file stays as it is: not again before somebody asks for it. */
export class FailedReads {
  private readonly errors = new Map<string, ErrorData>();
  private readonly others = new Set<string>();

  /** Why nothing tells what crashed. */
  errorOf(file: CandidateFile): ErrorData | undefined {
    return this.errors.get(stampOf(file));
  }

  rememberError(file: CandidateFile, error: ErrorData): void {
    this.errors.set(stampOf(file), error);
  }

  /** Whether the file was read and is no dump. */
  isOther(file: CandidateFile): boolean {
    return this.others.has(stampOf(file));
  }

  rememberOther(file: CandidateFile): void {
    this.others.add(stampOf(file));
  }

  clear(): void {
    this.errors.clear();
    this.others.clear();
  }
}

function stampOf({ path, sizeBytes, modifiedMs }: CandidateFile): string {
  return `${path} ${sizeBytes} ${modifiedMs}`;
}
