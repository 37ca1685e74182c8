/** Computes once, when first asked; an error is remembered as well, so that asking again costs nothing. */
export function lazy<Value>(compute: () => Value): () => Value {
  let outcome: { readonly value: Value } | { readonly error: unknown } | undefined;
  return () => {
    outcome ??= attempt(compute);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

function attempt<Value>(compute: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: compute() };
  } catch (error) {
    return { error };
  }
}
