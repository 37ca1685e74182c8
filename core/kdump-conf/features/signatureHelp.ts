import type { Position } from '../diagnose';
import type { MakedumpfileOption } from '../makedumpfile/options';
import { assumedVersion, isKnownTo, makedumpfileOptions } from '../makedumpfile/options';
import type { MachineFacts } from '../machineFacts';
import type { ConfFile, ConfLine } from '../syntaxTree';
import { cursorAt, makedumpfileWords, wordAt } from './cursor';

export interface SignatureParameter {
  /** Offsets of the parameter in the label. */
  readonly start: number;
  readonly end: number;
  readonly documentation: string;
}

export interface SignatureHelp {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly SignatureParameter[];
  /** Which parameter the cursor is in, if any. */
  readonly active?: number;
}

const documentation =
  'kdump adds the source, /proc/vmcore, and the destination by itself. Compression: one of -l, -c, -p, -z.';

/** makedumpfile with its usual options, and the one that is being written. */
export function signatureHelp(
  file: ConfFile,
  position: Position,
  facts: MachineFacts = {},
): SignatureHelp | undefined {
  const cursor = cursorAt(file, position);
  if (cursor.part !== 'value' || makedumpfileWords(cursor.line) === undefined) return undefined;
  const version = facts.makedumpfileVersion ?? assumedVersion;
  const current = optionAt(cursor.line, cursor.column);
  const options = makedumpfileOptions.filter(
    (option) => isKnownTo(option, version) && (option.use === 'usual' || option === current),
  );
  let label = 'makedumpfile';
  const parameters = options.map((option): SignatureParameter => {
    const text = option.argument === undefined ? option.name : `${option.name} ${option.argument}`;
    const start = label.length + 2;
    label += ` [${text}]`;
    return { start, end: start + text.length, documentation: option.summary };
  });
  const active = current === undefined ? -1 : options.indexOf(current);
  return { label, documentation, parameters, ...(active < 0 ? {} : { active }) };
}

/** The option of the word at the column, or of the word before it when that one wants an argument. */
function optionAt(line: ConfLine, column: number): MakedumpfileOption | undefined {
  const given = makedumpfileWords(line) ?? [];
  const word = wordAt(line, column);
  const before = given.filter(({ start }) => start < word.start).at(-1);
  const own = named(word.text);
  if (own !== undefined) return own;
  const wanting = before === undefined ? undefined : named(before.text);
  return wanting?.argument === undefined ? undefined : wanting;
}

function named(word: string): MakedumpfileOption | undefined {
  const name = word.startsWith('--') ? (word.split('=')[0] ?? word) : word.slice(0, 2);
  return makedumpfileOptions.find((option) => option.name === name);
}
