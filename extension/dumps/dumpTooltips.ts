import * as vscode from 'vscode';
import { formatByteSize } from '../../core/base/byteSize';
import { visibleText } from '../../core/base/visibleText';
import type { DumpGroup } from './dumpGroups';
import { exactTimeText } from './dumpTexts';
import { crashOf, filesOf, hostOf, timeOf, type ListedDump } from './listedDump';

/** All that is known of a dump. What it holds is a stranger's: it is added as text, never as markup. */
export function dumpTooltip(dump: ListedDump, language: string): vscode.MarkdownString {
  const { summary, diagnosis, error } = dump;
  const text = new vscode.MarkdownString();
  const paragraph = (words: string | undefined): void => {
    if (words !== undefined && words !== '') appendParagraph(text, words);
  };
  paragraph(crashOf(dump));
  if (diagnosis?.panic !== crashOf(dump)) paragraph(diagnosis?.panic);
  for (const [name, value] of factsOf(dump, language)) {
    text.appendMarkdown('- **').appendText(name).appendMarkdown('** ');
    appendWords(text, value);
    text.appendMarkdown('\n');
  }
  text.appendMarkdown('\n');
  for (const sentence of diagnosis?.missing ?? summary?.missing ?? []) paragraph(sentence);
  if (error) paragraph(`${error.message} ${error.nextStep}`);
  if (diagnosis) paragraph(signatureWords(diagnosis.signature.id, diagnosis.signature.text));
  if (summary) {
    const { readBytes, elapsedMs } = summary.cost;
    const size = formatByteSize(readBytes);
    paragraph(vscode.l10n.t('Listing it took {0} and {1} ms.', size, Math.max(1, Math.round(elapsedMs))));
  }
  return text;
}

export function groupTooltip({ diagnosis, dumps }: DumpGroup): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  appendParagraph(text, diagnosis.title);
  appendParagraph(text, vscode.l10n.t('{0} dumps of the same crash.', dumps.length));
  appendParagraph(text, signatureWords(diagnosis.signature.id, diagnosis.signature.text));
  return text;
}

function appendParagraph(text: vscode.MarkdownString, words: string): void {
  appendWords(text, words);
  text.appendMarkdown('\n\n');
}

/** Word by word: `appendText` makes blanks of which a line cannot be broken. */
function appendWords(text: vscode.MarkdownString, words: string): void {
  for (const word of visibleText(words).split(/\s+/)) text.appendText(word).appendMarkdown(' ');
}

function factsOf(dump: ListedDump, language: string): readonly (readonly [string, string])[] {
  const { summary, diagnosis } = dump;
  const time = timeOf(dump);
  const when = exactTimeText(time.value, language);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [vscode.l10n.t('Kernel'), joinedWords(diagnosis?.release ?? summary?.release, summary?.architecture)],
    [vscode.l10n.t('Host'), hostOf(dump)],
    [time.source === 'file' ? vscode.l10n.t('Written') : vscode.l10n.t('Crashed'), when],
    [vscode.l10n.t('Format'), joinedWords(summary?.format, formatByteSize(dump.sizeBytes))],
    [vscode.l10n.t('File'), filesOf(dump).join(', ')],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
}

function joinedWords(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(', ');
}

function signatureWords(id: string, text: string): string {
  return vscode.l10n.t(
    'Signature {0}: {1}. It is made of the kind of crash and up to five functions from the guilty one on, without addresses, offsets and line numbers, so that it is equal on other machines and boots.',
    id,
    text,
  );
}
