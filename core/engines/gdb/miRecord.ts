/** Values of gdb's machine interface; a list of named results keeps the values alone. */
export type MiValue = string | MiTuple | readonly MiValue[];
export interface MiTuple {
  readonly [name: string]: MiValue;
}

export type MiRecord =
  /** The answer to a command. */
  | { readonly kind: 'result'; readonly token?: number; readonly class: string; readonly results: MiTuple }
  /** Something that gdb tells by itself. */
  | { readonly kind: 'async'; readonly class: string; readonly results: MiTuple }
  /** What gdb's own console would print, or its log, or the target. */
  | { readonly kind: 'stream'; readonly channel: 'console' | 'target' | 'log'; readonly text: string }
  | { readonly kind: 'prompt' }
  /** No record: what some other program printed. */
  | { readonly kind: 'foreign'; readonly text: string };

export function miText(value: MiValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function miTuple(value: MiValue | undefined): MiTuple {
  return typeof value === 'object' && !isList(value) ? value : {};
}

export function miTuples(value: MiValue | undefined): readonly MiTuple[] {
  return value !== undefined && isList(value) ? value.map(miTuple) : [];
}

function isList(value: MiValue): value is readonly MiValue[] {
  return Array.isArray(value);
}
