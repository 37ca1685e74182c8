import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

type Counting = Pick<Dap.InitializeRequestArguments, 'linesStartAt1' | 'columnsStartAt1'>;

/** A client counts lines and columns from 1, as all here does, unless it says that it begins with 0. */
export function clientLine({ linesStartAt1 = true }: Counting, line: number): number {
  return linesStartAt1 ? line : Math.max(0, line - 1);
}

export function clientColumn({ columnsStartAt1 = true }: Counting, column: number): number {
  return columnsStartAt1 ? column : Math.max(0, column - 1);
}

/** Where in a text of its own the client means, both counted from 0; the first line when it names none. */
export function placeInText(
  { linesStartAt1 = true, columnsStartAt1 = true }: Counting,
  { line, column }: { readonly line?: number; readonly column: number },
): { readonly line: number; readonly column: number } {
  const first = linesStartAt1 ? 1 : 0;
  return {
    line: Math.max(0, (line ?? first) - first),
    column: Math.max(0, column - (columnsStartAt1 ? 1 : 0)),
  };
}
