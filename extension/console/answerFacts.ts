/** What an answer states, by what it states it of. */
export type FactsOfAnswer = ReadonlyMap<string, string>;

/** What facts are of, in the plural. */
export type FactUnit =
  | 'addresses'
  | 'caches'
  | 'facts'
  | 'files'
  | 'frames'
  | 'instructions'
  | 'lines'
  | 'modules'
  | 'mounts'
  | 'page tables'
  | 'regions'
  | 'rows'
  | 'states'
  | 'symbols'
  | 'tasks';

interface FactKind {
  readonly unit: FactUnit;
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
const rowsOfLastRuns = byLine(/^\[ *[^\]]*\] \[(?=[A-Z?]{2}\])(?=.*TASK: ([\da-f]{16}))(..)\]/);
const rowsOfPs = byLine(/^[> ]\s*\d+\s+\d+\s+\d+\s+([\da-f]{16})\s+([A-Z?]{2}\s.*)$/);

export const answerForms: readonly AnswerForm[] = [
  {
    line: /^(?:foreach\s+)?bt(?:\s|$)/,
    facts: [
      { unit: 'tasks', factsOf: tasksOfStacks },
      { unit: 'frames', factsOf: framesByStackAddress },
    ],
  },
  { line: /^ps\b.*\s-S\b/, facts: [{ unit: 'states', factsOf: byLine(/^ +([A-Z?]{2}): (\d+)/) }] },
  { line: /^ps\b.*\s-m\b/, facts: [{ unit: 'tasks', factsOf: rowsOfLastRuns }] },
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
  {
    line: /^kmem\s+-s(?:\s|$)/,
    facts: [{ unit: 'caches', factsOf: byLine(/^([\da-f]{16}) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+k) +(\S+)/) }],
  },
  {
    line: /^vm(?:\s|$)/,
    facts: [{ unit: 'regions', factsOf: byLine(/^([\da-f]{16}) +([\da-f]+) +([\da-f]+) ([\da-f]+) /) }],
  },
  {
    line: /^vtop\s/,
    facts: [
      { unit: 'addresses', factsOf: byLine(/^([\da-f]+) {2,}([\da-f]+|\(not (?:mapped|accessible)\)) *$/) },
      { unit: 'page tables', factsOf: byLine(/^ *([\dA-Z]+: [\da-f]+) => ([\da-f]+)/), knownAlone: true },
    ],
  },
  {
    line: /^dis\s/,
    facts: [{ unit: 'instructions', factsOf: instructionsByAddress }],
  },
  { line: /^rd\s/, facts: [{ unit: 'rows', factsOf: byLine(/^ *([\da-f]+):  ((?:\S+ +?)+?)(?: {2}|$)/) }] },
  {
    line: /^sym\s/,
    facts: [{ unit: 'symbols', factsOf: byLine(/^([\da-f]{16}) \(\w\) (\S+)/) }],
  },
  // An object or a layout; what is neither has no native answer.
  { line: /^(?:\*|[A-Za-z_]\w*[.\w,]*\s)\s*\S/, facts: [{ unit: 'lines', factsOf: linesOfObject }] },
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

/** Flexible arrays and those of no elements are one in BTF. */
function linesOfObject(text: string): FactsOfAnswer {
  return numberedLines(text.replace(/\[0\](?=;$)/gm, '[]'));
}

/** By place and mnemonic: operands and idle prefixes are written in as many ways as there are disassemblers. */
function instructionsByAddress(text: string): FactsOfAnswer {
  const code = text
    .replace(/\t(?:(?:cs|ds|es|data16|bnd) )+/g, '\t')
    .replace(/\txchg +%ax,%ax/g, '\tnop')
    .replace(/\t(call|leave|popf|pushf|ret)q\b/g, '\t$1')
    // Padding behind the end is no code.
    .replace(/(?:\n0x.*\t(?:nop|int3).*)+\s*$/, '');
  return byLine(/^0x([\da-f]{16}) <([^>]*)>:\t([a-z]\S*)/)(code);
}
