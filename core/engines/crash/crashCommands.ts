import { textUnsafe } from '../errors';
import { reaching } from '../gdb/safeText';

/** crash's own commands (crash 8.0 and 9.0, `help`) and its aliases, as far as they look at the dump. */
export const crashCommands: readonly string[] = (
  'ascii bpf bt btop dev dis dmesg eval files foreach fuser help hex ipcs irq kmem list ' +
  'log mach man mod mount net p pte ptob ptov ps rd runq sbitmapq search set sig struct swap sym sys ' +
  'task timer tree union vm vtop waitq whatis last px pd'
).split(' ');

const commandNames = new Set(crashCommands);

/** Whether a line of the console is meant for crash: `crash bt`, or a line that begins with one of its commands. */
export function crashLine(line: string): string | undefined {
  const [, prefix, rest = ''] = /^\s*(crash\s+)?(.*?)\s*$/.exec(line) ?? [];
  if (prefix !== undefined) return rest;
  const [word = '', next = ''] = rest.split(/\s+/, 2);
  // `list->next` and `p = 1` are expressions.
  return commandNames.has(word) && !/^(?:[-+*/%&|^]?=|[-+*/.[]|->)/.test(next) ? rest : undefined;
}

/**
 * A line that crash may carry out: it looks at the dump, and neither starts a program nor reads or writes a file.
 * @throws VmcoreError `unsafe-text`
 */
export function checkCrashLine(line: string): string {
  if (/[\u0000-\u001f\u007f]/.test(line))
    throw textUnsafe('it holds a line feed or another control character');
  if (/[!|`]/.test(line)) throw textUnsafe('crash would start another program with “!” or “|”');
  if (/(?<!-)>|->\s*(?![A-Za-z_])/.test(line)) throw textUnsafe('crash would write a file with “>”');
  if (line.includes('<')) throw textUnsafe('crash would read commands from a file with “<”');
  if (reaching.test(line)) throw textUnsafe('it calls a function of gdb that reaches beyond the dump');
  const [word = ''] = line.trim().split(/[\s/]/, 1);
  if (!allowedWords.has(word))
    throw textUnsafe(`“${word}” is no command of crash that only looks at the dump`);
  return line;
}

/**
 * Besides its own commands, of which `extend` loads code, `wr` writes and `repeat` never ends, crash carries out any of
 * the gdb inside it, python and shell among them: only these of gdb's do nothing but look.
 */
const allowedWords: ReadonlySet<string> = new Set([
  ...crashCommands,
  'info',
  'ptype',
  'print',
  'output',
  'x',
  'disassemble',
]);

/** Whether the word begins a line that crash may carry out. */
export function beginsCrashLine(word: string): boolean {
  return allowedWords.has(word);
}
