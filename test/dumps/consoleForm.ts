/**
 * The log as the crashed machine said it on its console, for dumps that no peer on this machine can open. The
 * console repeats the time before each line of a message and sends bytes as they are, where `vmcore log` indents
 * and escapes what cannot be printed; both become the same here. Text is latin1: a character is a byte.
 */

const prefix = /^\[ *\d+\.\d{6}\] /;

/** What the kernel said on the console, without what programs of the guest wrote there. */
export function kernelLines(consoleText: string): string {
  const lines = consoleText.split('\n').map((line) => line.replace(/\r$/, ''));
  const said = lines.filter((line) => prefix.test(line));
  return `${said.map((line) => line.replace(/[^\t -~]/g, '.')).join('\n')}\n`;
}

/** What `vmcore log` prints, with the time before each line instead of an indentation. */
export function asOnConsole(logText: string): string {
  let time = '';
  const lines = logText.trimEnd().split('\n');
  const repeated = lines.map((line) => {
    const own = prefix.exec(line)?.[0];
    const shown = line.replace(/\\x[0-9a-f]{2}/g, '.');
    if (own === undefined) return time + shown.slice(time.length);
    time = own;
    return shown;
  });
  return `${repeated.join('\n')}\n`;
}
