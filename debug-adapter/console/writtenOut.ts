import { beginsCrashLine } from '../../core/engines/crash/crashCommands';

/**
 * A line in which `struct` is left out, or a star stands for it, as crash allows, with the command written out: what else
 * crash does not know it hands on to its gdb, which can do more than look.
 */
export function writtenOut(line: string, isStruct: (name: string) => boolean): string {
  const [, star, rest = '', word = ''] = /^\s*(\*?)\s*((\w+).*)$/s.exec(line) ?? [];
  const isCommand = star === '' && beginsCrashLine(word);
  return !isCommand && isStruct(word) ? `struct ${rest}` : line;
}
