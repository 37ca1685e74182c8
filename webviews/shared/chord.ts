const modifiers = new Set(['Alt', 'Control', 'Meta', 'Shift', 'AltGraph']);

/**
 * Alt+K and another key are one command of VS Code's, so that other key is none of the page's, though the page hears it
 * first. The answer says whether a key that was just pressed is such a second one.
 */
export function watchChords(): (event: KeyboardEvent) => boolean {
  let isStarted = false;
  let second: KeyboardEvent | undefined;
  window.addEventListener(
    'keydown',
    (event) => {
      if (modifiers.has(event.key)) return;
      second = isStarted ? event : undefined;
      isStarted = !isStarted && event.altKey && event.code === 'KeyK';
    },
    true,
  );
  return (event) => event === second;
}
