import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage';

/** node:util's parseArgs, its complaints turned into usage errors. */
export function parseCommandLine<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  usage: string,
): ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [message] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(message ?? '', usage);
  }
}

/** Exactly as many operands as the command has names for. */
export function requireOperands(
  positionals: readonly string[],
  names: readonly string[],
  usage: string,
): string[] {
  const missing = names[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`, usage);
  const extra = positionals[names.length];
  if (extra !== undefined) throw new UsageError(`“${extra}” is one argument too many`, usage);
  return [...positionals];
}
