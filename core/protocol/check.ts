import { VmcoreError } from '../base/errors';
import type { Handlers, RequestContext, RequestTable } from './connection';

/**
 * What arrives over a transport may come from a hostile page, so every request's params are checked by a schema
 * before a handler sees them. A check returns a value holding the named members alone, or throws `bad-request`.
 */
export type Check<Value> = (value: unknown, name: string) => Value;
/** One check a request; written beside the request's table. */
export type Checks<Table extends RequestTable<Table>> = {
  readonly [Method in keyof Table]: Check<Table[Method]['params']>;
};

export const nothing: Check<null> = () => null;

export const flag: Check<boolean> = (value, name) =>
  typeof value === 'boolean' ? value : refuse(name, 'true or false');

export const text: Check<string> = (value, name) =>
  typeof value === 'string' ? value : refuse(name, 'a text');

/** Any object: for messages of a protocol that is checked by who speaks it. */
export const object: Check<object> = (value, name) =>
  typeof value === 'object' && value !== null ? value : refuse(name, 'an object');

/** An integer from 0 to `max`. */
export const count =
  (max = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value, name) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max
      ? value
      : refuse(name, `a whole number from 0 to ${max}`);

/** An address as it stands on the wire: `0x` and up to sixteen hex digits. */
export const hexAddress: Check<string> = (value, name) =>
  typeof value === 'string' && /^0x[0-9a-f]{1,16}$/.test(value) ? value : refuse(name, 'a hex address');

export const oneOf =
  <const Choice extends string>(...choices: readonly Choice[]): Check<Choice> =>
  (value, name) =>
    choices.find((choice) => choice === value) ?? refuse(name, `one of ${choices.join(', ')}`);

export const optional =
  <Value>(check: Check<Value>): Check<Value | undefined> =>
  (value, name) =>
    value === undefined ? undefined : check(value, name);

/** An object whose members are all texts, by any names. */
export const texts: Check<Readonly<Record<string, string>>> = (value, name) => {
  const entries = Object.entries(object(value, name)) as [string, unknown][];
  return Object.fromEntries(entries.map(([key, entry]) => [key, text(entry, `${name}.${key}`)]));
};
/** More than anything that a message lists. */
const maxListLength = 1000;

export const list =
  <Value>(check: Check<Value>): Check<readonly Value[]> =>
  (value, name) =>
    Array.isArray(value) && value.length <= maxListLength
      ? value.map((item, index) => check(item, `${name}[${index}]`))
      : refuse(name, `a list of at most ${maxListLength}`);

/** The members that `checks` names; others are dropped, so that nothing unforeseen travels on. */
export const record =
  <Value extends object>(checks: { readonly [Key in keyof Value]: Check<Value[Key]> }): Check<Value> =>
  (value, name) => {
    if (typeof value !== 'object' || value === null) return refuse(name, 'an object');
    const checked: Partial<Value> = {};
    for (const key of Object.keys(checks) as (keyof Value & string)[]) {
      const member = checks[key]((value as Record<string, unknown>)[key], `${name}.${key}`);
      if (member !== undefined) checked[key] = member;
    }
    return checked as Value;
  };

/** The same handlers, each behind its check. */
export function checkedHandlers<Table extends RequestTable<Table>>(
  checks: Checks<Table>,
  handlers: Handlers<Table>,
): Handlers<Table> {
  const behindCheck =
    <Method extends keyof Table & string>(method: Method): Handlers<Table>[Method] =>
    (params: unknown, context: RequestContext) =>
      handlers[method](checks[method](params, method), context);
  const methods = Object.keys(checks) as (keyof Table & string)[];
  return Object.fromEntries(methods.map((method) => [method, behindCheck(method)])) as Handlers<Table>;
}

function refuse(name: string, wanted: string): never {
  throw new VmcoreError(
    'bad-request',
    `A message was refused: “${name}” has to be ${wanted}.`,
    'Reload the window; if it happens again, please report it.',
  );
}
