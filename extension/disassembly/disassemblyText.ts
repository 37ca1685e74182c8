import { visibleText } from '../../core/base/visibleText';
import type {
  CodeMark,
  DisassemblyData,
  DisassemblyLine,
  SourcePlace,
} from '../../core/protocol/panels/disassemblyRequests';

/** A line of a source file; undefined where the file is not on this machine. */
export type SourceText = (place: SourcePlace) => string | undefined;

/** A function's code as a document. */
export interface DisassemblyText {
  readonly text: string;
  /** The instruction of each line of the document, by its index in the data; undefined for other lines. */
  readonly instructions: readonly (number | undefined)[];
  /** Line of the instruction that was asked for, from 0. */
  readonly shownLine: number;
}

const instructionColumn = 44;

/** As crash's `dis -l` prints it, `=>` where a frame of the task is, the registers that the instruction uses above it. */
export function disassemblyText(
  data: DisassemblyData,
  sourceText: SourceText,
  about: string,
): DisassemblyText {
  const lines: string[] = [`; ${visibleText(data.name)}, ${data.sizeBytes} bytes of code${about}`];
  const instructions: (number | undefined)[] = [undefined];
  const add = (line: string, index?: number): void => {
    lines.push(line);
    instructions.push(index);
  };
  let last = '';
  let shownLine = 0;
  for (const [index, line] of data.lines.entries()) {
    const places = line.source ?? [];
    const place = JSON.stringify(places);
    if (place !== last && places.length > 0) for (const text of sourceLines(places, sourceText)) add(text);
    last = place;
    if (line.mark) add(visibleText(`; => ${markText(line.mark)}`));
    if (BigInt(line.address) <= BigInt(data.address)) shownLine = lines.length;
    add(instructionText(line), index);
  }
  return { text: `${lines.join('\n')}\n`, instructions, shownLine };
}

/** Outermost first, as one reads from a call into the function that was compiled into its place. */
function* sourceLines(places: readonly SourcePlace[], sourceText: SourceText): Iterable<string> {
  yield '';
  for (const [depth, place] of [...places].reverse().entries()) {
    const indent = '  '.repeat(depth);
    const text = sourceText(place);
    yield visibleText(`; ${indent}${place.file}: ${place.line}`);
    if (text !== undefined) yield visibleText(`;    ${indent}${text.trim()}`);
  }
}

function instructionText({ address, symbol = '', text, target, mark }: DisassemblyLine): string {
  const digits = address.slice(2).padStart(16, '0');
  const start = `${mark ? '=>' : '  '} ${digits} <${visibleText(symbol)}>:`;
  const leads = target?.symbol === undefined || text.includes('<') ? '' : ` <${visibleText(target.symbol)}>`;
  const code = `${start.padEnd(instructionColumn)} ${visibleText(text)}${leads}`;
  return code;
}

/** `#0 of 1234 mysqld interrupted here: rdi=0000000000000000 NULL` */
function markText({ frame, kind, pid, comm, registers, named }: CodeMark): string {
  const where = { call: 'waits for this call', interrupted: 'interrupted here', current: 'was here' }[kind];
  const used = registers.filter(({ name }) => named.includes(name));
  const values = used.map(({ name, value, meaning }) => {
    const digits = value.slice(2).padStart(16, '0');
    return `${name}=${digits}${meaning === undefined ? '' : ` ${meaning}`}`;
  });
  const task = pid === undefined ? '' : ` of ${pid} ${comm ?? ''}`;
  return `#${frame}${task} ${where}${values.length === 0 ? '' : `: ${values.join(', ')}`}`;
}

/** The same as crash prints it, for copying: no marks, no notes. */
export function crashText({ lines }: DisassemblyData): string {
  return lines
    .map(
      ({ address, symbol = '', text }) => `0x${address.slice(2).padStart(16, '0')} <${symbol}>:\t${text}\n`,
    )
    .join('');
}
