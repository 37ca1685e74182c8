import { visibleText } from '../../base/visibleText';
import type { ReportBlock, ReportDocument, ReportSection } from './reportDocument';

const labelWidth = 12;

/** For a terminal: no control character of the dump reaches it. */
export function textReport({ title, notice, sections }: ReportDocument): string {
  const heading = visibleText(title);
  const parts = [
    `${heading}\n${'='.repeat(Math.min(heading.length, 100))}\n${visibleText(notice)}\n`,
    ...sections.map(sectionText),
  ];
  return parts.join('\n');
}

export function sectionText({ heading, blocks }: ReportSection): string {
  return `${heading.toUpperCase()}\n${blocks.map(blockText).join('\n')}`;
}

function blockText(block: ReportBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `${visibleText(block.text)}\n`;
    case 'code':
      return block.lines.map((line) => `${visibleText(line)}\n`).join('');
    case 'facts':
      return factLines(block.rows);
    case 'list':
      return block.items
        .map(({ text, details }) =>
          [`- ${visibleText(text)}\n`, ...details.map((detail) => `    ${visibleText(detail)}\n`)].join(''),
        )
        .join('');
  }
}

/** As crash's `sys` prints them. */
export function factLines(rows: readonly (readonly [label: string, value: string])[]): string {
  return rows.map(([label, value]) => `${oneLine(label).padStart(labelWidth)}: ${oneLine(value)}\n`).join('');
}

function oneLine(text: string): string {
  return visibleText(text).replaceAll('\n', ' ');
}
