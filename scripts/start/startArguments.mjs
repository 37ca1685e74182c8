import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/programs.mjs';

const usage = 'Usage: npm start [-- [--yes] [--port N] [path/to/vmcore [path/to/vmlinux]]]';

/**
 * @typedef {object} StartArguments
 * @property {string | undefined} dump absolute
 * @property {string | undefined} vmlinux absolute
 * @property {boolean} yes install system packages without asking
 * @property {string | undefined} port for the VS Code in the browser; a free one when not given
 */

/**
 * @param {readonly string[]} args
 * @param {string} folder what relative paths start from
 * @returns {StartArguments}
 * @throws {SetupError} with the usage
 */
export function parseStartArguments(args, folder) {
  const { values, positionals } = parseOrExplain(args);
  const [dump, vmlinux, ...tooMany] = positionals.map((path) => resolve(folder, path));
  if (tooMany.length > 0) throw new SetupError(`Only a dump and a vmlinux can be given.\n${usage}`, 2);
  if (values.port !== undefined && !isPort(values.port)) {
    throw new SetupError(`“${values.port}” is no port: give a number from 1 to 65535.\n${usage}`, 2);
  }
  return { dump, vmlinux, yes: values.yes, port: values.port };
}

/** @param {readonly string[]} args */
function parseOrExplain(args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: 'boolean', default: false }, port: { type: 'string' } },
    });
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** @param {string} text */
function isPort(text) {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}
