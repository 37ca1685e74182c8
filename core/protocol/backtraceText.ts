import { visibleText } from '../base/visibleText';
import type { BacktraceData, FrameData, StackGroup } from './backtraceData';
import { kernelFrameText } from './frameText';
import { registerLines } from './registerText';

type Stack = Pick<BacktraceData, 'frames' | 'end'>;

/** How the frames of one stack are printed. */
export type StackForm = (stack: Stack) => Iterable<string>;

/** As crash's `bt` prints them, an exception's registers ahead of the frame that it interrupted. */
export function* crashForm({ frames, end }: Stack): Iterable<string> {
  for (const [number, frame] of frames.entries()) {
    if (frame.kind === 'interrupted') {
      yield `    [exception RIP: ${crashSymbolText(frame)}]\n`;
      yield* registerLines(frame.registers ?? {});
    }
    yield `${`#${number}`.padStart(3)} [${digits(frame.stackAddress)}] ${crashFrameText(frame)}\n`;
  }
  yield* registerLines(end.registers ?? {});
  yield* endLine(end, '    ');
}

/** As the kernel prints them into its log. */
export function* traceForm({ frames, end }: Stack): Iterable<string> {
  yield 'Call Trace:\n';
  for (const frame of frames) {
    yield ` ${frame.kind === 'interrupted' ? 'RIP: ' : ''}${kernelFrameText(frame)}\n`;
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

/** crash counts in decimal here. */
function crashSymbolText({ pc, symbol, offset }: FrameData): string {
  if (symbol === undefined) return 'unknown or invalid address';
  return offset === undefined ? digits(pc) : `${visibleText(symbol)}+${BigInt(offset)}`;
}

function digits(hex: string): string {
  return hex.slice(2).padStart(16, '0');
}
