import type { LogCommand } from '../../core/protocol/logPanel';
import { watchChords } from '../shared/chord';

export interface KeyListener {
  run(command: LogCommand): void;
  setMaxLevel(level: number): void;
}

const plainKeys: Readonly<Record<string, LogCommand>> = {
  '/': 'filter',
  n: 'findNext',
  N: 'findPrevious',
  Escape: 'clearFilter',
  c: 'copy',
  C: 'copyMarkdown',
  p: 'goToPanic',
  P: 'previousOops',
  t: 'cycleTime',
  o: 'copyOops',
  Enter: 'followLink',
};

/** Keys that `vmcore.singleKeyShortcuts` does not turn off. */
const unprintable = new Set(['Escape', 'Enter']);

/**
 * Keys of the log itself: they work while the text has the focus, not in the filter field or the find widget.
 * Ctrl+F opens find and Alt+Z wraps lines, as in every editor, from anywhere in the page.
 */
export function listenForKeys(log: HTMLElement, singleKeys: boolean, listener: KeyListener): void {
  const isOfChord = watchChords();
  document.addEventListener(
    'keydown',
    (event) => {
      if (isOfChord(event)) return;
      const inLog = event.target instanceof Node && log.contains(event.target) && !isField(event.target);
      if (handle(event, inLog, singleKeys, listener)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );
}

function handle(event: KeyboardEvent, inLog: boolean, singleKeys: boolean, listener: KeyListener): boolean {
  const { key } = event;
  const editorCommand = commandOfEveryEditor(event);
  if (editorCommand) {
    listener.run(editorCommand);
    return true;
  }
  if (!inLog || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!singleKeys && !unprintable.has(key)) return false;
  if (/^[0-7]$/.test(key)) {
    listener.setMaxLevel(Number(key));
    return true;
  }
  const command = plainKeys[key];
  if (command === undefined || (key === 'Escape' && document.querySelector('.find-widget.visible')))
    return false;
  listener.run(command);
  return true;
}

function commandOfEveryEditor({
  ctrlKey,
  metaKey,
  altKey,
  key,
  code,
}: KeyboardEvent): LogCommand | undefined {
  const control = ctrlKey || metaKey;
  if (control && !altKey && key === 'f') return 'find';
  // On a Mac, Alt makes another character of z.
  if (altKey && !control && code === 'KeyZ') return 'toggleWordWrap';
  return undefined;
}

/** The find widget lies inside the editor and has fields of its own. */
function isField(target: Node): boolean {
  return target instanceof Element && target.closest('.find-widget') !== null;
}
