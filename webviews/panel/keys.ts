import type { PageSettings } from '../../core/protocol/overviewPage';
import { watchChords } from '../shared/chord';

/**
 * Keys without Ctrl or Alt that run a panel's commands, while a list, a grid or the page itself has the focus: never in a
 * field. A printable key works as long as the person's setting lets it.
 */
export function listenForKeys(
  keys: Readonly<Record<string, string>>,
  settings: () => PageSettings,
  run: (command: string) => void,
): void {
  const isOfChord = watchChords();
  document.addEventListener('keydown', (event) => {
    if (isOfChord(event)) return;
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (isField || ctrlKey || metaKey || altKey || event.defaultPrevented) return;
    const command = keys[key];
    if (command === undefined || (key.length === 1 && !settings().singleKeyShortcuts)) return;
    event.preventDefault();
    run(command);
  });
}
