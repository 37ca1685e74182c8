import { AssertionError } from 'node:assert';

const pollMs = 50;

/**
 * Runs `check` until its assertions hold, for what no event tells: processes that end, another program's clipboard.
 * @throws AssertionError the last one, when `withinMs` have passed
 */
export async function eventually<Value>(withinMs: number, check: () => Promise<Value>): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof AssertionError) || Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
