import type { CrashReport } from './crashReport';
import { htmlReport } from './htmlReport';
import { markdownReport } from './markdownReport';
import { reportDocument } from './reportSections';
import { textReport } from './textReport';

/** The forms that a report can have. */
export const reportFormats = ['text', 'markdown', 'html', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The whole report in one of its forms. */
export function formatReport(report: CrashReport, format: ReportFormat): string {
  switch (format) {
    case 'text':
      return textReport(reportDocument(report));
    case 'markdown':
      return markdownReport(reportDocument(report));
    case 'html':
      return htmlReport(reportDocument(report));
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`;
  }
}
