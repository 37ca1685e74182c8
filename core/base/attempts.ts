import { errorData } from './errors';
import type { Problem } from './problem';

/** Reads what can be read: half of an answer is better than none. Each reason for a missing part is kept once. */
export class Attempts {
  private readonly byCode = new Map<string, Problem>();

  /** Undefined when `read` throws; `problems` say why. */
  try<Part>(read: () => Part): Part | undefined {
    try {
      return read();
    } catch (error) {
      const { code, message, nextStep } = errorData(error);
      this.byCode.set(code, { code, message: `${message} ${nextStep}` });
      return undefined;
    }
  }

  get problems(): readonly Problem[] {
    return [...this.byCode.values()];
  }
}
