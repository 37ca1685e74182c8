import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditArea } from '../../../../extension/console/editArea';
import { terminalText } from '../../../../extension/console/terminalText';

/** As much of a terminal as an edit area uses: letters, line ends, cursor up and right, and erasing to the end. */
class SmallTerminal {
  private rows: string[][] = [[]];
  private row = 0;
  private column = 0;

  constructor(private readonly columns: number) {}

  write(data: string): void {
    for (const [whole] of data.matchAll(/\x1b\[(\d*)([A-Za-z])|./gsu)) this.take(whole);
  }

  get text(): string {
    return this.rows
      .map((row) =>
        row
          .map((cell) => cell || ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n')
      .trimEnd();
  }

  get cursor(): readonly [row: number, column: number] {
    return [this.row, this.column];
  }

  private take(piece: string): void {
    const [, count, letter] = /^\x1b\[(\d*)([A-Za-z])/.exec(piece) ?? [];
    const times = Number(count === '' ? 1 : count);
    if (letter === 'A') this.row = Math.max(0, this.row - times);
    else if (letter === 'C') this.column = Math.min(this.columns - 1, this.column + times);
    else if (letter === 'J') this.eraseBelow();
    else if (letter !== undefined) return;
    else if (piece === '\r') this.column = 0;
    else if (piece === '\n') this.nextRow();
    else if (piece === '\b') this.column = Math.max(0, this.column - 1);
    else this.print(piece);
  }

  private print(character: string): void {
    // A full row is left when the next character comes, as in xterm.
    if (this.column === this.columns) {
      this.column = 0;
      this.nextRow();
    }
    this.line()[this.column++] = character;
  }

  private nextRow(): void {
    this.row += 1;
    this.line();
  }

  private line(): string[] {
    return (this.rows[this.row] ??= []);
  }

  private eraseBelow(): void {
    this.rows = this.rows.slice(0, this.row + 1);
    this.line().length = this.column;
  }
}

describe('EditArea', () => {
  it('shows the line below the output, wherever its cursor stands', () => {
    const columns = fc.integer({ min: 20, max: 40 });
    const line = fc.record({
      status: fc.constantFrom('', 'bt · 2.1 s'),
      prompt: fc.constantFrom('crash> ', 'gdb> '),
      text: fc.stringMatching(/^[a-z]{0,90}$/),
      place: fc.nat(90),
    });
    fc.assert(
      fc.property(columns, fc.array(line, { minLength: 1, maxLength: 6 }), (width, lines) => {
        const terminal = new SmallTerminal(width);
        const area = new EditArea();
        area.columns = width;
        let output = 0;
        for (const { status, prompt, text, place } of lines) {
          const cursor = Math.min(place, text.length);
          terminal.write(`${area.erase()}out ${output++}\r\n${area.show({ status, prompt, text, cursor })}`);
          const above = Array.from({ length: output }, (_, index) => `out ${index}`);
          const wrapped = (prompt + text).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
          const expected = [
            ...above,
            ...(status === '' ? [] : [status]),
            ...wrapped.map((row) => row.trimEnd()),
          ];
          assert.equal(terminal.text, expected.join('\n').trimEnd());
          const [row, column] = terminal.cursor;
          const firstRow = above.length + (status === '' ? 0 : 1);
          assert.equal((row - firstRow) * width + column, prompt.length + cursor);
        }
      }),
    );
  });
});

describe('terminalText', () => {
  it('lets nothing through that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(terminalText(text).replaceAll('\r\n', ''), /[\x00-\x08\x0a-\x1f\x7f-\x9f]/);
      }),
    );
  });

  it('shows what it was', () => {
    assert.equal(terminalText('\x1b]0;evil\x07\n\x9b2J'), '␛]0;evil␇\r\n⟨U+009B⟩2J');
    assert.equal(terminalText('a\rb\u202ec'), 'a␍b⟨U+202E⟩c');
  });
});
