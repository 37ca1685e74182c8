import { visibleText } from '../../base/visibleText';
import type { ReportBlock, ReportDocument } from './reportDocument';
import { reportStyle } from './htmlReportStyle';

/** One file that loads nothing and runs nothing, whatever a name or a message of the dump holds. */
export function htmlReport({ title, notice, sections }: ReportDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>
${reportStyle}</style>
</head>
<body>
<main>
<h1>${safe(title)}</h1>
<p class="notice">${safe(notice)}</p>
${sections.map(({ heading, blocks }) => sectionHtml(heading, blocks)).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml(heading: string, blocks: readonly ReportBlock[]): string {
  return `<section>\n<h2>${safe(heading)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`;
}

function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${safe(block.text)}</p>`;
    case 'code':
      return `<pre tabindex="0">${block.lines.map(safe).join('\n')}</pre>`;
    case 'facts':
      return `<table>\n${block.rows.map(factHtml).join('\n')}\n</table>`;
    case 'list':
      return `<ul>\n${block.items.map(({ text, details }) => itemHtml(text, details)).join('\n')}\n</ul>`;
  }
}

function factHtml([label, value]: readonly [string, string]): string {
  return `<tr><th scope="row">${safe(label)}</th><td>${safe(value)}</td></tr>`;
}

function itemHtml(text: string, details: readonly string[]): string {
  const inner = details.map((detail) => `<li><code>${safe(detail)}</code></li>`).join('');
  return `<li>${safe(text)}${inner === '' ? '' : `<ul>${inner}</ul>`}</li>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function safe(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
