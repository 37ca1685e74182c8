// Starting programs, for the scripts that run before node_modules exists: node's builtins only.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What stops a script: said in its own words, without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened and what to do
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @param {string} text one step of the set-up, said before it starts */
export function say(text) {
  process.stdout.write(`▸ ${text}\n`);
}

/**
 * Runs a program with its output shown; nothing can be typed into it.
 * @param {string} program
 * @param {readonly string[]} args
 * @throws {SetupError} when it does not end with 0
 */
export function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new SetupError(`${program} cannot be started: ${error.message}`);
  if (status !== 0)
    throw new SetupError(`“${[program, ...args].join(' ')}” ended with ${status ?? 'a signal'}.`);
}

/**
 * What a program writes to its standard output, whatever it ends with; undefined when there is no such program.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string | undefined}
 */
export function findOutput(program, args) {
  const { stdout, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return error ? undefined : stdout;
}

/**
 * Whether a program ends with 0.
 * @param {string} program
 * @param {readonly string[]} args
 */
export function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/**
 * @param {string} program
 * @returns {string | undefined} its path
 */
export function findOnPath(program) {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false; // Not there, or not for us to run: the next folder may have it.
    }
  });
}
