import { count, flag, hexAddress, list, oneOf, optional, record, text, type Checks } from '../check';
import type { Place } from '../place';
import type { SlabState } from '../slabState';
import { contextParams, type ContextParams } from '../taskContext';

/** The most rows that one answer carries. */
export const maxStructureRows = 1000;
/** Objects of the same type that stand beside the one that is looked at. */
export const maxPinnedObjects = 4;

/** An object of a C type, or the type alone. */
export interface ObjectRoot {
  /** As C names it: `struct task_struct`. */
  readonly type: string;
  readonly address?: string | undefined;
}

/**
 * Where a row stands below its root: places of rows among their neighbours, one a level, or `as struct.member`, which
 * takes what is there for the head of a list of such structs.
 */
export type MemberPath = readonly string[];

export type MarkKind = 'null' | 'freed' | 'uninitialized' | 'deleted-entry' | 'error' | 'excluded';

/** What a value says beside itself, in words: it may be no value at all. */
export interface ValueMark {
  readonly kind: MarkKind;
  /** `NULL`, `6b6b freed`, `excluded`. */
  readonly text: string;
  /** A sentence about it. */
  readonly detail: string;
}

/** What stands in one object at a row's place. */
export interface StructureValue {
  readonly value: string;
  readonly mark?: ValueMark;
  /** What a pointer points to, where its value does not say it: `task 1 init`, `[kmalloc-64]+0x10`. */
  readonly meaning?: string;
  /** Where a pointer leads, at its likeliest. */
  readonly target?: Place;
}

export interface StructureRow extends Partial<StructureValue> {
  /** `tasks`, `[3]`, `<union>`; empty of a hole. */
  readonly name: string;
  /** As C names it; empty of a hole, and of what is no member. */
  readonly type: string;
  /** Bytes from the start of the object that the row's pointer or list leads to; absent of what is no member. */
  readonly offset?: number;
  readonly sizeBytes?: number;
  /** Of a bit field: from the byte at `offset`. */
  readonly bits?: { readonly offset: number; readonly size: number };
  /** Bytes that no member uses. */
  readonly isHole?: boolean;
  /** Where it stands in memory. */
  readonly address?: string;
  /** How many rows stand below it is known when they are asked for. */
  readonly hasRows: boolean;
  /** A list or a tree begins here: what is known to hang on it (`task_struct.sibling`), or empty. `as` can follow it. */
  readonly chain?: string;
  /** An expression that evaluates to it again. */
  readonly expression?: string;
  /** The same place in the objects beside it; null where there is nothing. */
  readonly others?: readonly (StructureValue | null)[];
  /** Whether some of the others differ from it; absent where nothing was compared. */
  readonly differs?: boolean;
}

export interface StructureRows {
  /** All rows at that level. */
  readonly total: number;
  readonly rows: readonly StructureRow[];
}

/** Where typed or pasted text leads. */
export interface FoundObject extends ObjectRoot {
  readonly sizeBytes: number;
  /** Of the slab object that it is in, and how far from that one's start it is. */
  readonly slab?: SlabState & { readonly offset: number };
  /** What told the type, where nobody named one. */
  readonly guessedFrom?: 'slab';
  /** `9,728 bytes, 3 holes`. */
  readonly holes: { readonly count: number; readonly sizeBytes: number };
}

export interface FoundMembers {
  readonly paths: readonly MemberPath[];
  /** Values that were looked at. */
  readonly visited: number;
  /** Whether that was all of the object. */
  readonly isComplete: boolean;
}

export const structureTextForms = ['crash', 'json', 'markdown'] as const;
export type StructureTextForm = (typeof structureTextForms)[number];

/** What the Structures panel asks of the dump. */
export interface StructureRequests {
  /** Names of types that the text may be the beginning of, or part of; the likeliest first. */
  completeType: { params: { readonly text: string }; result: { readonly names: readonly string[] } };
  /**
   * The object that both texts mean; the type may be left out where the address tells it, the address for a type's
   * layout. The address is a symbol, an expression, or hex digits.
   */
  findObject: {
    params: ContextParams & { readonly type: string; readonly address: string };
    result: FoundObject;
  };
  /** Rows [start, start + count) of what stands below the path; without an address, of the type's layout. */
  structureRows: {
    params: {
      readonly root: ObjectRoot;
      readonly path: MemberPath;
      readonly start: number;
      readonly count: number;
      readonly hex: boolean;
      /** Addresses of objects of the same type that stand beside it. */
      readonly beside: readonly string[];
    };
    result: StructureRows;
  };
  /** Members whose name or value, or of a type's layout whose type, has the text in it: no pointer is followed. */
  findMembers: {
    params: { readonly root: ObjectRoot; readonly text: string; readonly hex: boolean };
    result: FoundMembers;
  };
  /** The whole object as text, as crash prints it, as JSON, or fenced for Markdown. */
  structureText: {
    params: { readonly root: ObjectRoot; readonly form: StructureTextForm };
    result: { readonly text: string };
  };
}

export const objectRoot = record<ObjectRoot>({ type: text, address: optional(hexAddress) });

export const structureRequestChecks: Checks<StructureRequests> = {
  completeType: record({ text }),
  findObject: record({ type: text, address: text, ...contextParams }),
  structureRows: record({
    root: objectRoot,
    path: list(text),
    start: count(),
    count: count(maxStructureRows),
    hex: flag,
    beside: list(hexAddress),
  }),
  findMembers: record({ root: objectRoot, text, hex: flag }),
  structureText: record({ root: objectRoot, form: oneOf(...structureTextForms) }),
};

/** What the panel's page does when a key, a menu or the palette says so. */
export const structureCommands = [
  'pickType',
  'find',
  'filter',
  'findNext',
  'findPrevious',
  'clearFilter',
  'open',
  'openToSide',
  'expand',
  'showAsList',
  'toggleHex',
  'pin',
  'onlyDifferences',
  'copy',
  'copyMarkdown',
  'copyJson',
  'copyAddress',
] as const;
export type StructureCommand = (typeof structureCommands)[number];
