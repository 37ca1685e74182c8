import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { visibleText } from '../core/base/visibleText';
import type { Diagnostic } from '../core/kdump-conf/diagnose';
import { diagnoseConfiguration } from '../core/kdump-conf/configuration';
import type { MachineFacts } from '../core/kdump-conf/machineFacts';
import type { Target } from '../core/kdump-conf/target';
import { detectTarget, findTarget, targets } from '../core/kdump-conf/target';
import { parseCommandLine } from './arguments';
import { configurationUnreadable } from './errors';
import { writeOutput } from './output';
import { usage, UsageError } from './usage';

const options = { json: { type: 'boolean' }, target: { type: 'string' } } as const;

/** One line of `vmcore check --json`; lines and columns count from 1, columns in UTF-16 code units. */
interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
}

/** `vmcore check`: what is wrong in configuration files, and exit status 1 when any of it is an error. */
export async function check(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.check);
  if (positionals.length === 0) throw new UsageError('no file is named', usage.check);
  const target = values.target === undefined ? targetOfThisMachine() : targetNamed(values.target);
  const facts = factsOfThisMachine();
  const rows = positionals.flatMap((file) =>
    diagnoseConfiguration(file, readText(file), target, { facts }).map((found) => row(file, found)),
  );
  writeOutput(values.json ? `${JSON.stringify(rows, undefined, 2)}\n` : rows.map(rowText).join(''));
  if (rows.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  return Promise.resolve();
}

function targetNamed(name: string): Target {
  const target = findTarget(name);
  if (target !== undefined) return target;
  const names = targets.map((known) => known.name).join(' ');
  throw new UsageError(`there is no target “${name}”; choose from ${names}`, usage.check);
}

/** The name and addresses of this machine: a cluster node must not list itself. */
function factsOfThisMachine(): MachineFacts {
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
  return { hostName: hostname(), addresses };
}

function targetOfThisMachine(): Target {
  try {
    return detectTarget({ osRelease: readFileSync('/etc/os-release', 'utf8') });
  } catch {
    // Not every system has this file; the newest rules then hold.
    return detectTarget({});
  }
}

/** @throws VmcoreError when the file cannot be read */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw configurationUnreadable(file, error);
  }
}

function row(file: string, { range, severity, code, message, reason }: Diagnostic<string>): Row {
  const { start, end } = range;
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endColumn: (end.line === start.line ? end.character : start.character) + 1,
    severity,
    code,
    message: reason === undefined ? message : `${message} ${reason}`,
  };
}

function rowText({ file, line, column, severity, message, code }: Row): string {
  return `${visibleText(`${file}:${line}:${column}: ${severity}: ${message} [${code}]`)}\n`;
}
