import { hexAddress, list, record, text, type Checks } from '../check';
import type { PlaceChoice } from '../place';
import { contextParams, type ContextParams } from '../taskContext';

/** What the dump host answers about places. */
export interface PlaceRequests {
  /**
   * What a text may mean, the likeliest first: an address, `name+0x1a`, `p:1000` (physical), `pid:1234`, `name:3` (of a
   * cpu), `%rip` (of the frame), `struct_name address`, `*(expression)`, `@12.345` (time in the log).
   * Fails where it means nothing in this dump, with what was looked for.
   */
  findPlaces: {
    params: ContextParams & { readonly text: string };
    result: { readonly places: readonly PlaceChoice[] };
  };
  /** What each address is or points to, in a few words; null where nothing is known of it. */
  describeAddresses: {
    params: { readonly addresses: readonly string[] };
    result: { readonly meanings: readonly (string | null)[] };
  };
  /** Lines of an oops with the source lines of their functions added, where debuginfo is found. */
  decodeLines: {
    params: { readonly lines: readonly string[]; readonly debuginfoPaths: readonly string[] };
    result: { readonly lines: readonly string[] };
  };
}

export const placeRequestChecks: Checks<PlaceRequests> = {
  describeAddresses: record({ addresses: list(hexAddress) }),
  decodeLines: record({ lines: list(text), debuginfoPaths: list(text) }),
  findPlaces: record({ text, ...contextParams }),
};
