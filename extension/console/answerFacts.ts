/** What an answer states, by what it states it of. */
export type FactsOfAnswer = ReadonlyMap<string, string>;

interface FactKind {
  /** In the plural. */
  readonly unit: string;
  readonly factsOf: (text: string) => FactsOfAnswer;
  /** What only one of both states is no difference. */
  readonly knownAlone?: boolean;
}

/** The facts in the answers to one command of crash, the most telling kind first. */
interface AnswerForm {
  readonly line: RegExp;
  readonly facts: readonly FactKind[];
}

/** Each line that matches is one fact: of the first group, all further groups. */
const byLine =
  (pattern: RegExp) =>
  (text: string): FactsOfAnswer =>
    new Map(
      text.split('\n').flatMap((line) => {
        const [, key, ...values] = pattern.exec(line) ?? [];
        return key === undefined ? [] : [[key, values.join(' ').trim()] as const];
      }),
    );

const tasksOfStacks = byLine(/^PID: \S+\s+TASK: ([\da-f]{16})/);
const rowsOfPs = byLine(/^[> ]\s*\d+\s+\d+\s+\d+\s+([\da-f]{16})\s+([A-Z?]{2}\s.*)$/);

export const answerForms: readonly AnswerForm[] = [
  {
    line: /^(?:foreach\s+)?bt(?:\s|$)/,
    facts: [
      { unit: 'tasks', factsOf: tasksOfStacks },
      { unit: 'frames', factsOf: framesByStackAddress },
    ],
  },
  { line: /^ps(?:\s|$)/, facts: [{ unit: 'tasks', factsOf: rowsOfPs }] },
  {
    line: /^sys\s*$/,
    facts: [{ unit: 'facts', factsOf: sysFacts, knownAlone: true }],
  },
  { line: /^(?:log|dmesg)\s*$/, facts: [{ unit: 'lines', factsOf: numberedLines }] },
  {
    line: /^mod\s*$/,
    facts: [{ unit: 'modules', factsOf: byLine(/^([\da-f]{16}) +(\S+) +([\da-f]{16}) +(\d+)/) }],
  },
  {
    line: /^mount\s*$/,
    facts: [{ unit: 'mounts', factsOf: byLine(/^([\da-f]{16}) ([\da-f]{16}) (\S+)\s+\S+\s+(.*)$/) }],
  },
  {
    line: /^files(?:\s|$)/,
    facts: [
      { unit: 'files', factsOf: byLine(/^ *(\d+ [\da-f]{16}) ([\da-f]{16}) ([\da-f]{16}) \S+ +(.*)$/) },
    ],
  },
  {
    line: /^kmem\s+-i\s*$/,
    facts: [{ unit: 'rows', factsOf: byLine(/^ *([A-Z ]+[A-Z])  +(\d+) /), knownAlone: true }],
  },
  { line: /^rd\s/, facts: [{ unit: 'rows', factsOf: byLine(/^([\da-f]{16}): +((?:[\da-f]{16} ?)+)/) }] },
  {
    line: /^sym\s/,
    facts: [{ unit: 'symbols', factsOf: byLine(/^([\da-f]{16}) \(\w\) (\S+)/) }],
  },
];

/** A function may stand on a stack twice, but never at one address. */
function framesByStackAddress(text: string): FactsOfAnswer {
  return byLine(/^ *#\d+ (\[[\da-f]{16}\]) (\S+) at ([\da-f]{16})/)(text);
}

/** Paths and what crash adds to a value are told apart by nobody. */
function sysFacts(text: string): FactsOfAnswer {
  const facts = byLine(/^ *([A-Z]+(?: [A-Z]+)?): (.*?)(?: {2}[[(].*)?$/)(text);
  return new Map([...facts].filter(([label]) => label !== 'KERNEL' && label !== 'DUMPFILE'));
}

/** By their numbers: a log may say a thing twice. */
function numberedLines(text: string): FactsOfAnswer {
  const lines = text.trimEnd().split('\n');
  return new Map(lines.map((line, index) => [`line ${index + 1}`, line.trimEnd()]));
}
