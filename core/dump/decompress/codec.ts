/**
 * Gives the original bytes of `stored`. `sizeBytes` is what must come out: a codec stops, at the latest, when it
 * would give more. Throws an Error with a short reason for corrupt input; the caller compares the size.
 */
export type Decompress = (stored: Uint8Array, sizeBytes: number) => Uint8Array;
