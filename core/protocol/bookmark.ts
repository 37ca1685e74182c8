import { flag, hexAddress, record, text, type Check } from './check';

/** A place in a dump's memory that a person wants to come back to. */
export interface Bookmark {
  readonly address: string;
  readonly physical: boolean;
  /** What stands there: `init_task+0x10`; may be empty. */
  readonly note: string;
}

export const bookmark: Check<Bookmark> = record({ address: hexAddress, physical: flag, note: text });

export function isSamePlace(one: Omit<Bookmark, 'note'>, other: Omit<Bookmark, 'note'>): boolean {
  return one.address === other.address && one.physical === other.physical;
}
