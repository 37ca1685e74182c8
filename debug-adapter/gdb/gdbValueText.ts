/** `3264` or `0xcc0`; undefined for negative ones, and for what gdb shows as anything but a plain number. */
export function wholeNumber(value: string): bigint | undefined {
  return /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/.test(value) ? BigInt(value) : undefined;
}

/** The struct or union that a type is, or points to: `const struct file *` is a “file”. Empty where it has no name. */
export function structName(type: string): string {
  return /^(?:(?:const|volatile) )*(?:struct|union) (\w+)(?: \*)?$/.exec(type)?.[1] ?? '';
}

/** `gfp_t` of `const gfp_t`; undefined for what is no single word. */
export function typedefName(type: string): string | undefined {
  return /^(?:(?:const|volatile) )*(\w+)$/.exec(type)?.[1];
}

/**
 * `task->flags`: the struct, and its member. Undefined for what is not such a path alone: the sum of a member and a number
 * is no member.
 */
export function memberPath(
  expression: string,
): { readonly struct: string; readonly member: string } | undefined {
  const [, struct, member] =
    /^\s*([a-z_]\w*(?:(?:->|\.)[a-z_]\w*|\[\w+\])*)(?:->|\.)([a-z_]\w*)\s*$/i.exec(expression) ?? [];
  return struct === undefined || member === undefined ? undefined : { struct, member };
}
