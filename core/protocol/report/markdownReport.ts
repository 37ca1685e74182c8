import { visibleText } from '../../base/visibleText';
import { escapeMarkdown, fenced } from '../text/markdownText';
import type { ReportBlock, ReportDocument } from './reportDocument';
import { factLines } from './textReport';

/** For a bug tracker. Names and messages of the dump stay text: in fences that they cannot end, or escaped. */
export function markdownReport({ title, notice, sections }: ReportDocument): string {
  const parts = [
    `# ${safe(title)}\n`,
    `> ${safe(notice)}\n`,
    ...sections.flatMap(({ heading, blocks }) => [`## ${safe(heading)}\n`, ...blocks.map(blockMarkdown)]),
  ];
  return parts.join('\n');
}

function blockMarkdown(block: ReportBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `${safe(block.text)}\n`;
    case 'code':
      return fenced(block.lines.map((line) => `${visibleText(line)}\n`).join(''));
    case 'facts':
      return fenced(factLines(block.rows));
    case 'list':
      return block.items
        .map(({ text, details }) =>
          [`- ${safe(text)}\n`, ...details.map((detail) => `  - ${safe(detail)}\n`)].join(''),
        )
        .join('');
  }
}

function safe(text: string): string {
  return escapeMarkdown(visibleText(text));
}
