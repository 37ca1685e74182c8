import type { Place } from '../../core/protocol/place';

/** Where a piece of output leads: a place, or what the go-to box would be given. */
export type LinkTarget =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly place: Place }
  /** A word of ours: the two answers beside each other. */
  | { readonly kind: 'compare' };

export interface OutputLink {
  /** Offsets in the line: [start, end). */
  readonly start: number;
  readonly end: number;
  readonly target: LinkTarget;
}

/** Nobody follows links beyond this, and a line can be a megabyte long. */
const scannedCharacters = 4000;

/** How a line says that the native reader answers otherwise; what stands at its end opens both answers. */
export function differenceLine(words: string, link: string): string {
  return `≠ ${words} · ${link}`;
}
const differenceLink = /(?<=^≠ .* · )[^·]+$/;

/** Finds in a match of its pattern what is a link: the group `link`, or all of it. */
interface LinkRule {
  readonly pattern: RegExp;
  readonly targetOf: (groups: Readonly<Record<string, string | undefined>>) => LinkTarget;
}

const text = (words: string): LinkTarget => ({ kind: 'text', text: words });

/** What crash and gdb print; where two rules meet, the earlier one has it. */
const rules: readonly LinkRule[] = [
  // ` #1 [ffffc9000d35bd28] foo at ffffffff8113033d [nfs]`: the name stands for its place in the code.
  {
    pattern: /(?<=^\s{0,3}#\d{1,4} \[[\da-f]{16}\] )(?<link>[\w.$]{1,512}) at (?<address>[\da-f]{16})\b/dg,
    targetOf: ({ address = '' }) => text(address),
  },
  { pattern: /\bPID: (?<link>\d{1,9})\b/dg, targetOf: ({ link = '' }) => text(`pid:${link}`) },
  // A row of `ps`: PID, PPID, CPU, TASK, ST.
  {
    pattern: /^>?\s{0,9}(?<link>\d{1,9})(?=\s+\d{1,9}\s+\d{1,5}\s+[\da-f]{16}\s+[A-Z?]{2}\s)/dg,
    targetOf: ({ link = '' }) => text(`pid:${link}`),
  },
  {
    pattern: /(?<=^>?\s{0,9}\d{1,9}\s{1,9})(?<link>\d{1,9})(?=\s+\d{1,5}\s+[\da-f]{16}\s+[A-Z?]{2}\s)/dg,
    targetOf: ({ link = '' }) => text(`pid:${link}`),
  },
  // `schedule+0x1a/0x30`, crash's `schedule+26`, gdb's `<schedule+26>`.
  {
    pattern:
      /(?<![\w.$])(?<link>[A-Za-z_][\w.$]{0,511}\+(?:0x[\da-f]{1,16}|\d{1,18}))(?:\/0x[\da-f]{1,16})?(?!\w)/dg,
    targetOf: ({ link = '' }) => text(link),
  },
  // A line of `sym`.
  {
    pattern: /(?<=^[\da-f]{16} \([A-Za-z?]\) )(?<link>[A-Za-z_.$][\w.$]{0,511})(?![\w+])/dg,
    targetOf: ({ link = '' }) => text(link),
  },
  {
    pattern: /(?<![\w-])(?<link>(?<keyword>struct|union) (?<name>[A-Za-z_]\w{0,255}))\b/dg,
    targetOf: ({ link = '' }) => ({ kind: 'place', place: { view: 'structure', type: link } }),
  },
  // NULL leads nowhere.
  {
    pattern: /(?<![\w-])(?:0x)?(?<link>(?!0{16})[\da-f]{16})(?![\w-])/dg,
    targetOf: ({ link = '' }) => text(link),
  },
];

/** What in a line of crash's or gdb's output another view can explain, in the order of the line; none overlap. */
export function findOutputLinks(wholeLine: string): readonly OutputLink[] {
  const line = wholeLine.slice(0, scannedCharacters);
  const difference = differenceLink.exec(line);
  if (difference) return [{ start: difference.index, end: line.length, target: { kind: 'compare' } }];
  const found: OutputLink[] = [];
  for (const { pattern, targetOf } of rules) {
    for (const { groups = {}, indices } of line.matchAll(pattern)) {
      const [start, end] = indices?.groups?.['link'] ?? [0, 0];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, target: targetOf(groups) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
