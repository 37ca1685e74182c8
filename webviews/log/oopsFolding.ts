import { logLanguage } from './logDocument';
import type { LogView } from './logView';
import type { OopsSections } from './model/oopsSections';
import { languages } from './monaco';

/** Each oops with its registers and traces folds into its first line. All are open at first. */
export function foldOopses(view: LogView, sections: OopsSections): void {
  languages.registerFoldingRangeProvider(logLanguage, {
    provideFoldingRanges: (model) => {
      const { lines } = view.shown;
      if (model !== view.shown.model || lines.lineCount === 0) return [];
      return sections
        .find()
        .map(({ first, last }) => ({ start: lines.lineAt(first), end: lines.lineAt(last + 1) }))
        .map(({ start, end }) => ({ start, end: end === lines.lineCount ? end : end - 1 }))
        .filter(({ start, end }) => end > start);
    },
  });
}
