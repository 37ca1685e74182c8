import { visibleText } from '../../base/visibleText';
import type { BacktraceData, FrameData, StackGroup } from '../backtraceData';
import { framesWithInlined, kernelFrameText, placeText } from './frameText';
import { registerLines } from './registerText';

type Stack = Pick<BacktraceData, 'frames' | 'end'>;

/** How the frames of one stack are printed. */
export type StackForm = (stack: Stack) => Iterable<string>;

/**
 * As crash's `bt -l` prints them, an exception's registers ahead of the frame that it interrupted. Frames have crash's
 * numbers, so the functions inlined in one, which crash does not know, have none.
 */
export function* crashForm({ frames, end }: Stack): Iterable<string> {
  for (const [number, { frame, inlined }] of framesWithInlined(frames).entries()) {
    if (frame.kind === 'interrupted') {
      yield `    [exception RIP: ${crashSymbolText(frame)}]\n`;
      yield* registerLines(frame.registers ?? {});
    }
    for (const each of inlined) {
      yield `    [inlined] ${crashFrameText(each)}\n`;
      yield* crashLineOf(each);
    }
    yield `${`#${number}`.padStart(3)} [${digits(frame.stackAddress)}] ${crashFrameText(frame)}\n`;
    yield* crashLineOf(frame);
  }
  yield* registerLines(end.registers ?? {});
  yield* endLine(end, '    ');
}

/** As the kernel prints them into its log, source lines as its scripts/decode_stacktrace.sh adds them. */
export function* traceForm({ frames, end }: Stack): Iterable<string> {
  yield 'Call Trace:\n';
  for (const { frame, inlined } of framesWithInlined(frames)) {
    const places = [...inlined, frame].flatMap((each) => placeText(each) ?? []);
    const source = places.length === 0 ? '' : ` (${places.join(' ')})`;
    yield ` ${frame.kind === 'interrupted' ? 'RIP: ' : ''}${kernelFrameText(frame)}${source}\n`;
  }
  yield* endLine(end, ' ');
}

export function* taskLines(stack: BacktraceData, form: StackForm): Iterable<string> {
  const task = stack.task === undefined ? '??' : digits(stack.task);
  const columns = [
    `PID: ${String(stack.pid ?? '??').padEnd(7)}`,
    `TASK: ${task}`,
    `CPU: ${String(stack.cpu ?? '??').padEnd(2)}`,
    `COMMAND: "${visibleText(stack.comm ?? '??')}"`,
  ];
  yield `${columns.join('  ')}\n`;
  yield* form(stack);
}

export function* groupLines({ count, tasks, ...stack }: StackGroup, form: StackForm): Iterable<string> {
  const names = tasks.map(({ pid, comm }) => `${pid ?? '??'} ${visibleText(comm ?? '??')}`);
  yield `${count} ${count === 1 ? 'task' : 'tasks'}: ${names.join(', ')}\n`;
  yield* form(stack);
}

/** A whole stack needs no word about its end. */
function* endLine({ kind, message }: Stack['end'], indent: string): Iterable<string> {
  if (kind !== 'bottom' && kind !== 'user-mode') yield `${indent}(${message})\n`;
}

function crashFrameText({ pc, symbol, module }: FrameData): string {
  const inModule = module === undefined ? '' : ` [${visibleText(module)}]`;
  return `${visibleText(symbol ?? 'unknown')} at ${digits(pc)}${inModule}`;
}

function* crashLineOf({ file, line }: FrameData): Iterable<string> {
  if (file !== undefined && line !== undefined) yield `    ${visibleText(file)}: ${line}\n`;
}

/** crash counts in decimal here. */
function crashSymbolText({ pc, symbol, offset }: FrameData): string {
  if (symbol === undefined) return 'unknown or invalid address';
  return offset === undefined ? digits(pc) : `${visibleText(symbol)}+${BigInt(offset)}`;
}

function digits(hex: string): string {
  return hex.slice(2).padStart(16, '0');
}
