import type { CrashPreview } from './preview';
import { formatBytes } from './sizes';
import type { Target } from './target';

/** The preview as a page of Markdown: a picture of the way of the dump, then each step in words. */
export function previewMarkdown(fileName: string, preview: CrashPreview, target: Target): string {
  const { destination, command, size, onFailure, afterwards, starts } = preview;
  return [
    `# What a crash does`,
    `${code(fileName)} with the rules of ${escape(target.title)}`,
    ...(starts
      ? []
      : [
          `**${escape(target.title)} would not start kdump with this file: a crash saves nothing.** ` +
            'What follows holds once its errors are mended.',
        ]),
    block(picture(preview)),
    '## Where the dump goes',
    escape(destination.sentence),
    ...(destination.directory === undefined ? [] : [block(destination.directory)]),
    ...(destination.files.length === 0
      ? []
      : [destination.files.map((file) => `- ${code(file)}`).join('\n')]),
    '## What runs',
    block(command),
    '## How large it gets',
    escape(size.sentence),
    '## When it fails',
    escape(onFailure),
    '## Afterwards',
    escape(afterwards),
    '',
  ].join('\n\n');
}

/** The page stands beside an editor: half a window must be wide enough. */
const widestLine = 34;
const mostLines = 8;

/** Boxes of one width, from the crash down to what comes after. */
function picture({ command, destination, size, afterwards, onFailure }: CrashPreview): string {
  const steps = [
    ['The kernel crashes.'],
    ['The capture kernel starts in', 'the memory of crashkernel=.'],
    ['It saves /proc/vmcore with', ...wrap(command.split(/ \/proc\/vmcore/)[0] ?? command)],
    [
      ...wrap(destination.sentence),
      ...(size.mostBytes === undefined ? [] : [`At most ${formatBytes(size.mostBytes)}.`]),
    ],
    [...wrap(afterwards), '', ...wrap(onFailure)],
  ];
  const width = Math.max(...steps.flat().map((line) => line.length));
  return steps.map((lines) => box(lines, width)).join(`\n${' '.repeat(Math.floor(width / 2) + 1)}▼\n`);
}

function box(lines: readonly string[], width: number): string {
  const rule = '─'.repeat(width + 2);
  return [`┌${rule}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${rule}┘`].join('\n');
}

/** Lines that fit into a box, broken at blanks where there are any; a very long text loses its end. */
function wrap(text: string): string[] {
  const shown = text.slice(0, widestLine * mostLines);
  const pieces = shown.match(new RegExp(`\\S.{0,${widestLine - 1}}(?=\\s|$)|\\S{1,${widestLine}}`, 'gu'));
  return pieces?.slice(0, mostLines) ?? [];
}

/** Inline code whatever the text holds. */
function code(text: string): string {
  const fence = longestRun(text) === 0 ? '`' : '`'.repeat(longestRun(text) + 1);
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function block(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Plain text: values of the file must not become links or images. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#!<>|&~]/g, '\\$&');
}
