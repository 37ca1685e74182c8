/** One entry of a PT_NOTE segment, its name and payload as they stand in the file. */
export interface ElfNote {
  readonly name: string;
  readonly type: number;
  readonly description: Uint8Array;
}
