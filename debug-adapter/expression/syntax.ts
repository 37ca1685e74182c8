/** The part of C's expressions that needs no debugger: what leads to an object of the kernel. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'register'; readonly name: string }
  /** `type` as written, its stars counted: `(struct page **)`. */
  | { readonly kind: 'cast'; readonly type: string; readonly stars: number; readonly operand: Expression }
  | { readonly kind: 'dereference'; readonly operand: Expression }
  | { readonly kind: 'address'; readonly operand: Expression }
  /** `.` and `->` alike, as gdb takes them. */
  | { readonly kind: 'member'; readonly operand: Expression; readonly name: string }
  | { readonly kind: 'element'; readonly operand: Expression; readonly index: Expression }
  | {
      readonly kind: 'sum';
      readonly left: Expression;
      readonly right: Expression;
      readonly isDifference: boolean;
    };
