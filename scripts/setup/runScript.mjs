import { fileURLToPath } from 'node:url';
import { SetupError } from './programs.mjs';

/**
 * Runs a script's `main` in the project's folder; its result is the exit code.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
