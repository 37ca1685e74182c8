import * as vscode from 'vscode';
import { visibleText } from '../../core/base/visibleText';
import type { CodeMark, DisassemblyLine } from '../../core/protocol/panels/disassemblyRequests';
import type { OpenDump } from '../dumpHost/openDump';
import type { OpenDumps } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { wordsAt, type CodeWord } from './codeWords';
import type { DisassemblyDocuments, ShownCode } from './disassemblyDocuments';
import { parseCodeUri } from './disassemblyUri';
import { wordInMemory } from './wordInMemory';

/** A value that a hover explains, and how it is called there. */
interface HoveredValue {
  readonly name: string;
  /** As a hex string. */
  readonly value: string;
  /** Whether what lies there is shown, too. */
  readonly isPlace: boolean;
  /** Where in the function a register had it. */
  readonly mark?: MarkedLine;
}

interface MarkedLine extends DisassemblyLine {
  readonly mark: CodeMark;
}

/** What a register held, where an operand or an address leads, and what lies there. */
export class CodeHovers implements vscode.HoverProvider {
  constructor(
    private readonly documents: DisassemblyDocuments,
    private readonly dumps: OpenDumps<vscode.Uri>,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const code = await this.documents.read(document.uri);
    const words = wordsAt(document.lineAt(line).text, character);
    const values = words.flatMap((word) => valueOf(word, code, lineAt(code, line)) ?? []);
    if (values.length === 0) return undefined;
    const lease = this.dumps.acquire(parseCodeUri(document.uri).dump);
    try {
      await whenOpen(lease.dump);
      const texts = await explained(lease.dump, values);
      // Names of a dump are text, whatever they look like.
      return new vscode.Hover(texts.map((text) => new vscode.MarkdownString().appendCodeblock(text, 'text')));
    } finally {
      lease.dispose();
    }
  }
}

/** Of an instruction; of a note, the instruction below it, which it is about. */
function lineAt({ data, instructions }: ShownCode, line: number): DisassemblyLine | undefined {
  const index = instructions[line] ?? instructions[line + 1];
  return index === undefined ? undefined : data.lines[index];
}

function valueOf(
  word: CodeWord,
  { data }: ShownCode,
  line: DisassemblyLine | undefined,
): HoveredValue | undefined {
  switch (word.kind) {
    case 'address':
      return { name: '', value: word.address, isPlace: true };
    case 'operand': {
      const value = line?.mark?.operandAddress;
      return value === undefined ? undefined : { name: vscode.l10n.t('operand'), value, isPlace: true };
    }
    case 'register': {
      // Registers are known where the cpu left the function; that instruction's own come first.
      const marked = [line, ...data.lines].find(
        (each): each is MarkedLine => each?.mark !== undefined && each.mark.registers.length > 0,
      );
      const register = marked?.mark.registers.find(({ name }) => word.names.includes(name));
      return register && marked && { ...register, isPlace: false, ...(marked !== line && { mark: marked }) };
    }
  }
}

async function explained(dump: OpenDump, values: readonly HoveredValue[]): Promise<readonly string[]> {
  const { meanings } = await dump.request('describeAddresses', {
    addresses: values.map(({ value }) => value),
  });
  return Promise.all(
    values.map(async ({ name, value, isPlace, mark }, index) => {
      const digits = value.slice(2).padStart(16, '0');
      const start = name === '' ? digits : `${name} = ${digits}`;
      const lines = [[start, meanings[index] ?? ''].join('  ').trimEnd()];
      if (mark)
        lines.push(
          vscode.l10n.t('at <{0}>, #{1} of the stack', mark.symbol ?? mark.address, mark.mark.frame),
        );
      if (isPlace) lines.push(await wordInMemory(dump, value));
      return visibleText(lines.join('\n'));
    }),
  );
}
