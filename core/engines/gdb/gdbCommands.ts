import { textUnsafe } from '../errors';
import { checkExpression } from './safeText';

const unchecked = 'gdb would take another command with it, unchecked';

/** gdb's commands by what they would do to the session, or to this machine; gdb takes their beginnings as well. */
const refused: readonly (readonly [why: string, names: string])[] = [
  [
    'it would start a program, or run a script',
    'shell pipe make python python-interactive pi guile guile-repl gr source edit compile add-inferior clone-inferior ' +
      'exec-file load interpreter-exec interpreter-mi new-ui checkpoint',
  ],
  [unchecked, 'eval with alias define define-prefix document commands faas taas tfaas while if hookpost'],
  ['it would write a file', 'dump append save generate-core-file gcore tee record restore'],
  [
    'it would run the dump, or end what the session needs of gdb',
    'run start starti kill quit exit detach disconnect target attach file symbol-file core-file continue fg jump signal ' +
      'call step stepi next nexti until advance finish return reverse-continue inferior remove-inferiors tty tui layout',
  ],
];

/** Commands that only look, and whose own short names gdb keeps although others begin like them. */
const looking = new Set('p i l f d t h do down info inspect list'.split(' '));

/** Settings that run, read or write what is not the dump's. */
const refusedSettings =
  /^\s*set\s+(?:variable|var\b|logging|history|python|guile|auto-load|exec-wrapper|startup-with-shell|args|cwd|remote|tcp|sysroot|solib|debug-file-directory|data-directory|index-cache|interactive-mode|script-extension|write|may-)/;

/**
 * A command for gdb's own console, which looks at the dump and at nothing else.
 * @throws VmcoreError `unsafe-text`
 */
export function checkGdbCommand(text: string): string {
  checkExpression(text);
  if (/^\s*(?:frame|f|thread|t)\s+app/.test(text)) throw textUnsafe(unchecked);
  if (refusedSettings.test(text)) throw textUnsafe('it would change a setting that reaches beyond the dump');
  const [, word] = /^\s*([a-z][a-z-]*)/.exec(text) ?? [];
  if (word === undefined || looking.has(word)) return text;
  for (const [why, names] of refused)
    if (names.split(' ').some((name) => name.startsWith(word))) throw textUnsafe(why);
  return text;
}
