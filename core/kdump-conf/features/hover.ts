import type { Position } from '../diagnose';
import { failureActionsOfRhel6 } from '../directives/actions';
import type { Directive } from '../directives/directive';
import { statusOf } from '../directives/directive';
import { findDirective } from '../directives/table';
import type { GivenOption } from '../makedumpfile/commandLine';
import { parseCommandLine } from '../makedumpfile/commandLine';
import { levelBits, spellLevel, writtenLevels } from '../makedumpfile/dumpLevel';
import type { MakedumpfileOption } from '../makedumpfile/options';
import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import { keywordRange } from '../syntaxTree';
import type { Target } from '../target';
import { targets } from '../target';
import { atoi } from '../makedumpfile/numbers';
import { spellMessageLevel } from './inlayHints';
import { cursorAt, makedumpfileWords, wordAt, wordRange } from './cursor';

export interface Hover {
  readonly range: LineRange;
  readonly markdown: string;
}

const longestCommand = 10_000;

/** What the word under the cursor means. */
export function hover(file: ConfFile, position: Position, target: Target): Hover | undefined {
  const cursor = cursorAt(file, position);
  if (cursor.part === 'keyword') {
    const directive = findDirective(cursor.line.keyword);
    if (directive === undefined) return undefined;
    return { range: keywordRange(cursor.line), markdown: describeDirective(directive, target) };
  }
  return cursor.part === 'value' ? hoverValue(cursor.line, cursor.column, target) : undefined;
}

/** Markdown for a directive: what it does, its default, where it exists, an example. */
export function describeDirective(directive: Directive, target: Target): string {
  const status = statusOf(directive, target);
  const heading = `\`${directive.name} ${directive.argument}\``.replace(' `', '`');
  const facts = [
    ...(directive.defaultValue === undefined ? [] : [`Default: \`${directive.defaultValue}\`.`]),
    `Since: ${directive.since}. Known to: ${releasesOf(directive)}.`,
    ...(directive.replacement === undefined ? [] : [`Instead: ${directive.replacement}.`]),
  ];
  return [
    heading,
    ...(status === 'accepted' ? [] : [`**${target.title} does not take this directive.**`]),
    directive.summary,
    ...directive.notes.map((note) => `- ${note}`),
    ...valuesOf(directive, target).map(({ name, meaning }) => `- \`${name}\`: ${meaning}`),
    facts.join('  \n'),
    `\`\`\`kdump-conf\n${directive.example}\n\`\`\``,
  ]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ');
}

/** The values that a directive allows in this release. */
export function valuesOf(directive: Directive, target: Target): NonNullable<Directive['values']> {
  if (directive.name === 'default' && target.distribution === 'el6') return failureActionsOfRhel6;
  return directive.values ?? [];
}

/** "RHEL 8, RHEL 9, kdump-utils 1.0.60 and later" */
function releasesOf(directive: Directive): string {
  const distributions = targets.filter(
    (target) => target.distribution !== 'kdump-utils' && statusOf(directive, target) === 'accepted',
  );
  const { kdumpUtilsSince } = directive.acceptance;
  const first = targets.find(
    ({ distribution, release }) => distribution === 'kdump-utils' && release === kdumpUtilsSince,
  );
  const kdumpUtils =
    first === undefined ? [] : [first.release === 42 ? 'kdump-utils' : `${first.title} and later`];
  const names = [...distributions.map(({ title }) => title), ...kdumpUtils];
  return names.length === 0 ? 'no release' : names.join(', ');
}

function hoverValue(line: ConfLine, column: number, target: Target): Hover | undefined {
  const given = line.rest.length > longestCommand ? undefined : makedumpfileWords(line);
  if (given !== undefined) return hoverOption(line, parseCommandLine(given, '999.0.0').options, column);
  const directive = findDirective(line.keyword);
  const word = wordAt(line, column);
  const value =
    directive === undefined ? undefined : valuesOf(directive, target).find(({ name }) => name === word.text);
  if (value === undefined) return undefined;
  return { range: wordRange(line, word), markdown: `\`${line.keyword} ${value.name}\`: ${value.meaning}.` };
}

function hoverOption(line: ConfLine, options: readonly GivenOption[], column: number): Hover | undefined {
  const found = options.find((given) => {
    const last = given.argument ?? { start: given.start, text: ' '.repeat(given.length) };
    return (
      given.start <= column && column <= Math.max(last.start + last.text.length, given.start + given.length)
    );
  });
  if (found === undefined) return undefined;
  const { option, argument, start, length } = found;
  const end = argument === undefined ? start + length : argument.start + argument.text.length;
  return {
    range: { line: line.number, start, end: Math.max(end, start + length) },
    markdown: [describeOption(option), ...describeArgument(option.name, argument?.text)].join('\n\n'),
  };
}

function describeArgument(option: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  if (option === '-d') return [describeLevels(text)];
  const messages = option === '--message-level' ? spellMessageLevel(atoi(text)) : undefined;
  return messages === undefined ? [] : [`${atoi(text)}: ${messages}.`];
}

/** Markdown for an option of makedumpfile. */
export function describeOption(option: MakedumpfileOption): string {
  const argument = option.argument === undefined ? '' : ` ${option.argument}`;
  const removed = option.removed === undefined ? '' : `, gone in ${option.removed}`;
  return `\`${option.name}${argument}\`\n\n${option.summary}\n\nSince makedumpfile ${option.since}${removed}.`;
}

/** The levels as a table of bits, and what each level amounts to. */
function describeLevels(argument: string): string {
  const levels = writtenLevels(argument);
  const rows = levelBits.map(({ bit, leavesOut }) => {
    const marks = levels.map(({ level }) =>
      (level & bit) !== 0 || (bit === 2 && (level & 4) !== 0) ? '✓' : '',
    );
    return `| ${bit} | ${leavesOut} | ${marks.join(' | ')} |`;
  });
  const head = `| bit | leaves out | ${levels.map(({ level }) => level).join(' | ')} |`;
  const spelled = levels.map(({ level }) => `${level}: ${spellLevel(level)}.`).join(' ');
  return `${spelled}\n\n${head}\n|---|---|${'---|'.repeat(levels.length)}\n${rows.join('\n')}`;
}
