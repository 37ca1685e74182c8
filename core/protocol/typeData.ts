/** A member as a layout shows it. */
export interface MemberLayout {
  /** Empty for an anonymous struct or union. */
  readonly name: string;
  /** As C declares it, name and all. */
  readonly declaration: string;
  /** Bytes from the start of the outermost struct. */
  readonly offset: number;
  /** 0 for a bit field and a flexible array. */
  readonly sizeBytes: number;
  /** Of a bit field: bits from the byte at `offset`. */
  readonly bitOffset?: number;
  readonly bitSize?: number;
  /** Of an anonymous struct or union. */
  readonly members?: readonly MemberLayout[];
}

/** A type for people and scripts. */
export interface TypeLayout {
  /** As C names it: "struct list_head"; a typedef with what it stands for. */
  readonly declaration: string;
  readonly sizeBytes: number;
  /** Of a struct or union. */
  readonly members?: readonly MemberLayout[];
  /** Of an enum; decimal. */
  readonly values?: readonly { readonly name: string; readonly value: string }[];
}

/** An object of the kernel with its values. */
export interface ObjectData {
  /** As C names it. */
  readonly type: string;
  /** A number in decimal, a pointer in hex, an enum's name, true or false, or text. */
  readonly value?: string;
  /** What a pointer points to: `init_task`, `schedule+0x12`. */
  readonly symbol?: string;
  readonly members?: readonly (ObjectData & { readonly name: string; readonly offset: number })[];
  /** Of an array, up to some. */
  readonly elements?: readonly ObjectData[];
  /** How many more elements there are. */
  readonly omittedElements?: number;
  /** Why the dump has no value. */
  readonly absent?: string;
}
