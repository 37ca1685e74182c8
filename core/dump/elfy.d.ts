/** The part of elfy 1.0 that is used: reading the identifying header of an ELF object. */
declare module 'elfy' {
  interface ElfyHeader {
    readonly class: string;
    readonly endian: string;
    /** undefined for numbers it does not know. */
    readonly type: string | undefined;
    readonly machine: string | undefined;
  }

  export class Parser {
    /** Throws for anything that is no ELF header. */
    parseHeader(bytes: Buffer): ElfyHeader;
  }
}
