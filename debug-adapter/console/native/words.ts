/** The words behind a command, told apart as crash does: options may stand anywhere. */
export interface CommandWords {
  readonly options: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Undefined where an option is not one of `known`: its answer would not be the one that was asked for. */
export function commandWords(args: readonly string[], known: readonly string[]): CommandWords | undefined {
  const options = args.filter((word) => word.startsWith('-'));
  if (!options.every((option) => known.includes(option))) return undefined;
  return { options: new Set(options), operands: args.filter((word) => !word.startsWith('-')) };
}
