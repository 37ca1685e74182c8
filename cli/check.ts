import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VmcoreError } from '../core/base/errors';
import { visibleText } from '../core/base/visibleText';
import type { Diagnostic } from '../core/kdump-conf/diagnose';
import { diagnoseConfiguration } from '../core/kdump-conf/configuration';
import type { MachineFacts } from '../core/kdump-conf/machineFacts';
import type { Target } from '../core/kdump-conf/target';
import { detectTarget, findTarget, targets } from '../core/kdump-conf/target';
import { LocalMachine } from '../core/kdump-machine/localMachine';
import { readReleaseEvidence } from '../core/kdump-machine/releaseEvidence';
import { parseCommandLine } from './arguments';
import { configurationTooLong, configurationUnreadable } from './errors';
import { writeFailure, writeOutput } from './output';
import { usage, UsageError } from './usage';

const options = {
  json: { type: 'boolean' },
  target: { type: 'string' },
  host: { type: 'string' },
} as const;

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

/** Facts for a file; of another machine only its name is known. */
type FactsOf = (path: string, text: string) => Promise<MachineFacts>;

/**
 * `vmcore check`: what is wrong in configuration files. Exit status 1 when any of it is an error, or when a file cannot
 * be read: the others are checked all the same, and each failure is a line on standard error.
 */
export async function check(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.check);
  if (positionals.length === 0) throw new UsageError('no file is named', usage.check);
  const target =
    values.target === undefined ? detectTarget(await readReleaseEvidence()) : targetNamed(values.target);
  const factsOf = values.host === undefined ? factsOfThisMachine() : factsOfHost(values.host);
  const rows: Row[] = [];
  const failures: VmcoreError[] = [];
  for (const file of positionals) {
    try {
      rows.push(...(await checkFile(file, target, factsOf)));
    } catch (error) {
      if (!(error instanceof VmcoreError)) throw error;
      failures.push(error);
    }
  }
  writeOutput(values.json ? `${JSON.stringify(rows, undefined, 2)}\n` : rows.map(rowText).join(''));
  failures.forEach(writeFailure);
  if (failures.length > 0 || rows.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

function targetNamed(name: string): Target {
  const target = findTarget(name);
  if (target !== undefined) return target;
  const names = targets.map((known) => known.name).join(' ');
  throw new UsageError(`there is no target “${name}”; choose from ${names}`, usage.check);
}

function factsOfThisMachine(): FactsOf {
  const machine = new LocalMachine();
  return (path, text) => machine.factsForFile(resolve(path), text);
}

function factsOfHost(hostName: string): FactsOf {
  return () => Promise.resolve({ hostName });
}

async function checkFile(file: string, target: Target, factsOf: FactsOf): Promise<Row[]> {
  const text = await readText(file);
  const facts = await factsOf(file, text);
  return diagnoseConfiguration(file, text, target, { facts }).map((found) => row(file, found));
}

/** A device or a dump named by mistake must not fill the memory. */
const longestFileBytes = 16 * 2 ** 20;

/** @throws VmcoreError when the file cannot be read, or is longer than any configuration */
async function readText(path: string): Promise<string> {
  const pieces: Buffer[] = [];
  let lengthBytes = 0;
  try {
    const file = await open(path);
    for await (const piece of file.createReadStream() as AsyncIterable<Buffer>) {
      pieces.push(piece);
      lengthBytes += piece.length;
      if (lengthBytes > longestFileBytes) break;
    }
  } catch (error) {
    throw configurationUnreadable(path, error);
  }
  if (lengthBytes > longestFileBytes) throw configurationTooLong(path, longestFileBytes);
  return Buffer.concat(pieces).toString('utf8');
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
