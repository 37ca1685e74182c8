/** What keys mean in a line, as readline has them. */
export type LineKey =
  | 'enter'
  | 'interrupt'
  | 'end-of-input'
  | 'complete'
  | 'clear-screen'
  | 'search'
  | 'escape'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'up'
  | 'down'
  | 'backspace'
  | 'delete'
  | 'cut-to-end'
  | 'cut-to-start'
  | 'cut-word'
  | 'paste';

/** What a terminal sends for them: control characters, and the sequences of xterm. */
const sequences: ReadonlyMap<string, LineKey> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'complete'],
  ['\x01', 'home'],
  ['\x02', 'left'],
  ['\x03', 'interrupt'],
  ['\x04', 'end-of-input'],
  ['\x05', 'end'],
  ['\x06', 'right'],
  ['\x08', 'cut-word'],
  ['\x0b', 'cut-to-end'],
  ['\x0c', 'clear-screen'],
  ['\x0e', 'down'],
  ['\x10', 'up'],
  ['\x12', 'search'],
  ['\x15', 'cut-to-start'],
  ['\x17', 'cut-word'],
  ['\x19', 'paste'],
  ['\x7f', 'backspace'],
  ['\x1b', 'escape'],
  ['\x1b\x7f', 'cut-word'],
  ['\x1bb', 'word-left'],
  ['\x1bf', 'word-right'],
  ['\x1b[A', 'up'],
  ['\x1b[B', 'down'],
  ['\x1b[C', 'right'],
  ['\x1b[D', 'left'],
  ['\x1b[F', 'end'],
  ['\x1b[H', 'home'],
  ['\x1bOA', 'up'],
  ['\x1bOB', 'down'],
  ['\x1bOC', 'right'],
  ['\x1bOD', 'left'],
  ['\x1bOF', 'end'],
  ['\x1bOH', 'home'],
  ['\x1b[1~', 'home'],
  ['\x1b[3~', 'delete'],
  ['\x1b[4~', 'end'],
  ['\x1b[1;5C', 'word-right'],
  ['\x1b[1;5D', 'word-left'],
]);

export type LineInput =
  { readonly kind: 'key'; readonly key: LineKey } | { readonly kind: 'text'; readonly text: string };

const sequence = /\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|O[\x40-\x7e]|[\x20-\x7f])?|[\x00-\x1f\x7f]/g;

/** Cuts what a terminal sends into keys and text; keys that mean nothing here are left out. */
export function parseLineInput(data: string): readonly LineInput[] {
  const inputs: LineInput[] = [];
  const addText = (text: string): void => {
    if (text !== '') inputs.push({ kind: 'text', text });
  };
  let end = 0;
  // A pasted line may end in both.
  for (const match of data.replace(/\r\n/g, '\r').matchAll(sequence)) {
    addText(match.input.slice(end, match.index));
    end = match.index + match[0].length;
    const key = sequences.get(match[0]);
    if (key) inputs.push({ kind: 'key', key });
  }
  addText(data.replace(/\r\n/g, '\r').slice(end));
  return inputs;
}
