import { watchChords } from '../shared/chord';
import type { OverviewActions } from './panicHeader';

/** The page's single keys; `enabled` is the person's setting. */
export function listenToKeys(actions: OverviewActions, enabled: () => boolean): void {
  const isOfChord = watchChords();
  document.addEventListener('keydown', (event) => {
    if (isOfChord(event)) return;
    if (event.target instanceof HTMLInputElement) return;
    if (!enabled() || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    switch (event.key) {
      case 'l':
        actions.showLog();
        break;
      case 'b':
        actions.show({ view: 'backtraces' });
        break;
      case 'c':
        actions.copy('crash');
        break;
      case 'C':
        actions.copy('markdown');
        break;
      default:
        return;
    }
    event.preventDefault();
  });
}
