/** Every key is there, if only to say that its value is not known. */
export type Optional<Type> = { readonly [Key in keyof Type]: Type[Key] | undefined };

/** JSON has no undefined: a fact that is not known has no key at all. */
export function withoutUndefined<Type>(value: Optional<Type>): Type {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Type;
}
