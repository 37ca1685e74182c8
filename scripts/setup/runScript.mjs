import { fileURLToPath } from 'node:url';
import { SetupError } from './programs.mjs';

/**
 * Runs a script's `main` in the project's folder; its result is the exit code. It gets the folder that the person was in.
 * @param {(invokedFrom: string) => Promise<number>} main
 */
export async function runScript(main) {
  // npm changes into the project's folder itself, and leaves the one that it was started in here.
  const invokedFrom = process.env['INIT_CWD'] ?? process.cwd();
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  try {
    process.exitCode = await main(invokedFrom);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
