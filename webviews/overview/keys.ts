import type { PlaceView } from '../../core/protocol/place';
import { watchChords } from '../shared/chord';
import type { OverviewActions } from './panicHeader';

/** The last keys of the chords that show these views from anywhere (Alt+K B, …). */
const viewKeys: Readonly<Partial<Record<string, PlaceView>>> = {
  b: 'backtraces',
  p: 'tasks',
  r: 'memory',
  s: 'structure',
  d: 'disassembly',
};

/** The page's single keys; `enabled` is the person's setting. */
export function listenToKeys(actions: OverviewActions, enabled: () => boolean): void {
  const isOfChord = watchChords();
  document.addEventListener('keydown', (event) => {
    if (isOfChord(event)) return;
    if (event.target instanceof HTMLInputElement) return;
    if (!enabled() || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const view = viewKeys[event.key];
    if (view) {
      actions.show({ view });
      event.preventDefault();
      return;
    }
    switch (event.key) {
      case 'l':
        actions.showLog();
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
