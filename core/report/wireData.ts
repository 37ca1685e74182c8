import { hex } from '../base/address';

type Known<Value> = Exclude<Value, undefined>;

/** What a fact of the kernel becomes on its way out of the process: addresses hex strings, unknown facts no keys. */
export type WireData<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Element)[]
    ? readonly WireData<Element>[]
    : Value extends object
      ? {
          readonly [Key in keyof Value as undefined extends Value[Key] ? never : Key]: WireData<Value[Key]>;
        } & {
          readonly [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: WireData<
            Known<Value[Key]>
          >;
        }
      : Value;

export function wireData<Value>(value: Value): WireData<Value> {
  return converted(value) as WireData<Value>;
}

function converted(value: unknown): unknown {
  if (typeof value === 'bigint') return hex(value);
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(known.map(([key, entry]) => [key, converted(entry)]));
}
