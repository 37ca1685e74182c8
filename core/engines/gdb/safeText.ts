import { textUnsafe } from '../errors';

/** A line feed would end the command and start another; no other control character has a meaning in one. */
const controls = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/** Functions of gdb's own that start a program, run a script or change settings ($_shell since gdb 18). */
export const reaching = /\$_?(?:shell|gdb_setting|exec|python|guile|pipe|source)\w*/i;
/** The commands that do so, where a text might be taken for a command. */
const reachingCommand =
  /^\s*(?:[!|]|(?:shell|pipe|python|python-interactive|py|guile|gu|source|make|exec-file|run)\b)/i;

/** As one argument of a command of the machine interface. @throws VmcoreError `unsafe-text` */
export function miArgument(text: string): string {
  if (controls.test(text)) throw textUnsafe('it holds a line feed or another control character');
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** gdb takes minutes, and all of its stack, for what nobody types. */
const maxExpressionLength = 4096;

/** An expression that may look at the dump and at nothing else. @throws VmcoreError `unsafe-text` */
export function checkExpression(text: string): string {
  if (text.length > maxExpressionLength)
    throw textUnsafe(`it is longer than ${maxExpressionLength} characters`);
  if (reaching.test(text)) throw textUnsafe('it calls a function of gdb that reaches beyond the dump');
  if (reachingCommand.test(text)) throw textUnsafe('it is a command, not an expression');
  return text;
}

const words = /\b(?:sizeof|typeof|alignof|_Alignof|struct|union|enum|unsigned|signed|long|int|short|char)\b/g;

/** For hovers and watches, which nobody asked for in so many words. @throws VmcoreError `unsafe-text` */
export function checkPureExpression(text: string): string {
  checkExpression(text);
  if (/\w\s*\(/.test(text.replace(words, ''))) throw textUnsafe('it calls a function');
  if (/\+\+|--|(?:^|[^=!<>])=(?!=)/.test(text)) throw textUnsafe('it assigns a value');
  return text;
}
