import { flag, hexAddress, list, oneOf, optional, record, text, type Checks } from '../check';

/** Which program carries out a line of the console. */
export type EngineName = 'crash' | 'gdb';

/** A line for crash or gdb, and where these find what they need. */
export interface EngineLine {
  /** Chosen by who asks: the output comes under this name. */
  readonly run: string;
  readonly engine: EngineName;
  readonly line: string;
  /** Folders with debug information, besides the usual ones. */
  readonly debuginfoPaths: readonly string[];
  /** The person's own choice of a crash, for one that is started now. */
  readonly crashProgram?: string | undefined;
  /**
   * Address of the task_struct that is meant: crash's `set` is told before, and stays with the one it has when left out; gdb
   * stands where that task left off, without one at the crash.
   */
  readonly task?: string | undefined;
}

/** What the dump host answers about crash and gdb. */
export interface ConsoleRequests {
  /**
   * Carries out a line after all that came before; all of its output has arrived as `engineOutput` when it is answered.
   * `task` is the one that crash means from then on, where the line may have changed that.
   */
  runLine: { params: EngineLine; result: { readonly task?: string } };
  /** What the word at the end of a line may become. */
  completeLine: {
    params: { readonly engine: EngineName; readonly line: string };
    result: LineCompletions;
  };
  /** What the native reader says to a line of crash's, as crash would print it; null where it knows no such command. */
  nativeText: {
    params: { readonly line: string; readonly task?: string | undefined };
    result: { readonly text: string } | null;
  };
}

export interface LineCompletions {
  /** The word that is completed, as it stands at the end of the line. */
  readonly word: string;
  /** What all words that begin with it have in common; the word itself where there is none. */
  readonly common: string;
  /** In the order of the alphabet, at most `maxCompletions`. */
  readonly items: readonly Completion[];
  /** How many there are. */
  readonly total: number;
}

export interface Completion {
  readonly text: string;
  /** Of a pid, whose it is. */
  readonly detail?: string;
}

/** More than anybody reads: the next letter narrows it. */
export const maxCompletions = 200;

/** Output of a line that is being carried out: text with line feeds, which may hold anything that a dump does. */
export interface EngineOutput {
  readonly run: string;
  readonly text: string;
  /** Said by us about the engine, not by the engine. */
  readonly isNotice: boolean;
}

/** What the dump host tells meanwhile. */
export interface ConsoleEvents {
  engineOutput: { params: EngineOutput; result: null };
}

const engine = oneOf('crash', 'gdb');

export const consoleRequestChecks: Checks<ConsoleRequests> = {
  runLine: record({
    run: text,
    engine,
    line: text,
    debuginfoPaths: list(text),
    crashProgram: optional(text),
    task: optional(hexAddress),
  }),
  completeLine: record({ engine, line: text }),
  nativeText: record({ line: text, task: optional(hexAddress) }),
};

export const consoleEventChecks: Checks<ConsoleEvents> = {
  engineOutput: record({ run: text, text, isNotice: flag }),
};
