/** The three files that set up kdump beside kdump.conf, each with variables of its own. */
export type SysconfigDialect = 'rhel' | 'suse' | 'debian';

export type Form =
  | { readonly kind: 'text' }
  | { readonly kind: 'integer'; readonly least: number; readonly most?: number }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'shaped'; readonly pattern: RegExp; readonly expected: string }
  | { readonly kind: 'makedumpfile'; readonly operands: readonly string[] };

export interface Variable {
  readonly name: string;
  readonly form: Form;
  readonly summary: string;
  readonly defaultValue?: string;
  readonly since?: string;
  /** Why it should go. */
  readonly gone?: string;
  /** A wrong value stops kdump, and is not only ignored. */
  readonly stops?: true;
  readonly secret?: true;
}

export const text: Form = { kind: 'text' };
export const oneOf = (...values: string[]): Form => ({ kind: 'one-of', values });
/** Empty, or of a form that one sentence describes: "user@host". */
export const shaped = (pattern: RegExp, expected: string): Form => ({ kind: 'shaped', pattern, expected });
export const integer = (least: number, most?: number): Form =>
  most === undefined ? { kind: 'integer', least } : { kind: 'integer', least, most };

/** A row of a table of variables. */
export function variable(name: string, form: Form, summary: string, defaultValue?: string): Variable {
  return defaultValue === undefined ? { name, form, summary } : { name, form, summary, defaultValue };
}
