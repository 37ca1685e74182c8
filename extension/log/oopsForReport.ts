import { visibleText } from '../../core/base/visibleText';
import { escapeMarkdown, fenced } from '../../core/protocol/text/markdownText';
import type { OpenDump } from '../dumpHost/openDump';
import { debuginfoPaths } from '../source/sourceSettings';

/** Markdown for a bug tracker: which kernel it was, and the oops with source lines where debuginfo is found. */
export async function oopsForReport(lines: readonly string[], dump: OpenDump | undefined): Promise<string> {
  const decoded = await dump?.request('decodeLines', { lines, debuginfoPaths: debuginfoPaths() });
  const { release, architecture = '' } = dump?.overview ?? {};
  const heading = release === undefined ? '' : `${escapeMarkdown(`Linux ${release} (${architecture})`)}\n\n`;
  return `${heading}${fenced((decoded?.lines ?? lines).map(visibleText).join('\n'))}`;
}
