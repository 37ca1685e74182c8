import { extname } from 'node:path';
import * as vscode from 'vscode';
import type { CrashReport } from '../../core/protocol/report/crashReport';
import { formatReport, type ReportFormat } from '../../core/protocol/report/reportFormats';
import { userDataSentence } from '../../core/protocol/report/userData';
import type { DumpView } from '../pages/dumpViews';

/** By the ending that a person gives the file; anything else is plain text. */
const formats: ReadonlyMap<string, ReportFormat> = new Map([
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.json', 'json'],
]);

/** The report for a bug tracker, which says at its top which user data is in it. */
export async function copyReport({ dump }: DumpView): Promise<void> {
  const report = await readReport(dump);
  await vscode.env.clipboard.writeText(formatReport(report, 'markdown'));
  const words = vscode.l10n.t('Report copied; its second paragraph says which user data is in it.');
  vscode.window.setStatusBarMessage(words, statusMs);
}

/** Long enough to be read. */
const statusMs = 10_000;

/** Says which user data is in the report before it asks where to save it. */
export async function saveReport({ dump, uri }: DumpView): Promise<void> {
  const report = await readReport(dump);
  const choose = vscode.l10n.t('Choose Where…');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Save a report about this crash?'),
    { modal: true, detail: userDataSentence(report.userData) },
    choose,
  );
  if (answer !== choose) return;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Report'),
    defaultUri: vscode.Uri.joinPath(uri, '..', 'crash-report.md'),
    filters: {
      [vscode.l10n.t('Markdown, for a bug tracker')]: ['md'],
      [vscode.l10n.t('Web page, one file')]: ['html'],
      [vscode.l10n.t('JSON, for scripts')]: ['json'],
      [vscode.l10n.t('Plain text')]: ['txt'],
    },
  });
  if (!target) return;
  const format = formats.get(extname(target.path).toLowerCase()) ?? 'text';
  await vscode.workspace.fs.writeFile(target, Buffer.from(formatReport(report, format)));
}

/** Most of it has been read for the overview by now; a large machine's tasks may still take a moment. */
async function readReport(dump: DumpView['dump']): Promise<CrashReport> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Writing the crash report') },
    () => dump.request('report', null),
  );
}
