/** Words that all panels share, in one place to translate. */
export const panelStrings = {
  retry: 'Retry',
  toolbarLabel: 'Navigation and filter',
  back: 'Go back (Alt+Left)',
  forward: 'Go forward (Alt+Right)',
  goTo: 'Go to',
  goToHint: 'Go to an address, symbol+offset, pid:1, p:1000, *(expression); Ctrl+Enter opens it beside',
  runInConsole: (line: string): string => `Run “${line}” in the crash console`,
  followHint: 'Click to open, Ctrl+click to open beside',
};
