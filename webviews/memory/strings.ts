/** All words of the memory panel, in one place to translate. */
export const strings = {
  memory: 'Memory',
  width: (bits: number): string => `${bits}-bit`,
  widthHint: 'Bytes in a number (w)',
  pointers: 'Pointers',
  pointersHint: 'One word a row, with what it points to (m)',
  physical: 'Physical',
  physicalHint: 'Addresses of the memory bus instead of the kernel’s (p)',
  nowhere: (reason: string): string => `Nothing mapped here: ${reason}`,
  nothingMapped: 'Nothing mapped here.',
  noRam: 'No memory of the machine here.',
  nextPage: 'Next page: ',
  previousPage: 'Previous page: ',
  noNextPage: 'No page behind this one.',
  noPreviousPage: 'No page before this one.',
  rowOf: (address: string, text: string): string => `${address}, ${text}`,
  selected: (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en')} bytes`),
  absent: {
    excluded: 'not dumped: excluded',
    'not-in-dump': 'not in the dump',
    truncated: 'lost: the file ends before',
    damaged: 'damaged',
    'not-mapped': 'not mapped',
    'not-translatable': 'not translatable',
  } as Readonly<Record<string, string>>,
  excludedAtLevel: (level: number): string => `not dumped: excluded at level ${level}`,
  copied: (what: string): string => `Copied ${what}.`,
  tooLongToCopy: (bytes: number): string =>
    `${bytes.toLocaleString('en')} bytes are too many for the clipboard.`,
  saveInstead: 'Save them to a file instead.',
  notWhole: 'Not all of these bytes are in the dump, so there is no array of them.',
  noPointer: 'The bytes at the cursor are not in the dump.',
  nullPointer: 'NULL points nowhere.',
  noMemory: (text: string): string => `“${text.trim()}” is no memory of this dump.`,
  goToExamples: 'Type an address, symbol+offset, p:1000, pid:1 or *(expression).',
  asRd: 'as crash’s rd',
  asRdWords: 'as crash’s rd -SS',
  asMarkdown: 'as Markdown',
  asArray: 'as a C array',
  theAddress: 'the address',
  notArrived: 'The bytes are still on their way; copy again in a moment.',
  inspector: 'Value at the cursor',
  address: 'address',
  regions: {
    title: 'Regions of the address space',
    region: (name: string, start: string, last: string, percent: number): string =>
      `${name}: ${start} to ${last}, about ${percent} % of its pages dumped`,
  },
  saved: (bytes: number, absent: number): string =>
    absent === 0
      ? `Saved ${bytes.toLocaleString('en')} bytes.`
      : `Saved ${bytes.toLocaleString('en')} bytes; in the place of ${absent.toLocaleString('en')} that the dump lacks stands ?.`,
  bookmarks: {
    title: 'Bookmarks',
    button: 'Bookmark',
    hint: 'Keep this place, or forget it (b)',
    forget: (address: string): string => `Forget the bookmark at ${address}`,
    kept: 'Bookmark kept.',
    forgotten: 'Bookmark forgotten.',
  },
  overlay: {
    placeholder: 'see as type',
    hint: 'See the bytes from the cursor on as this C type: task_struct, struct sk_buff (u); Esc takes it away',
    applied: (type: string, bytes: number): string => `${type}, ${bytes.toLocaleString('en')} bytes`,
    notDumped: '??',
  },
  find: {
    title: 'Find in all dumped memory',
    button: 'Find',
    hint: 'Search all memory of the dump (/)',
    kind: 'Search for',
    what: 'What to find',
    kinds: { text: 'Text', bytes: 'Bytes', value: 'Value', pointers: 'Pointers to' },
    hints: {
      text: 'text, as it stands in memory',
      bytes: '48 8b 47 08',
      value: '4096, 0xdead, -22, an address',
      pointers: 'address [length in bytes]',
    },
    cancel: 'Cancel',
    close: 'Close (Esc)',
    none: 'Nothing found in the dumped pages of physical memory.',
    physical: (digits: string): string => `p:${digits}`,
    progress: (hits: number, searched: number, total: number): string => {
      const found = hits === 1 ? '1 hit' : `${hits.toLocaleString('en')} hits`;
      const mebibytes = (bytes: number): string => Math.floor(bytes / (1 << 20)).toLocaleString('en');
      return searched >= total
        ? `${found} in ${mebibytes(total)} MiB of physical memory, where dumped`
        : `${found} · ${mebibytes(searched)} of ${mebibytes(total)} MiB of physical memory`;
    },
  },
  page: {
    title: 'Page (vtop)',
    button: 'vtop',
    hint: 'What page the cursor is in (v)',
    physical: 'physical',
    kernelAddress: 'in the kernel',
    physicalAddress: (digits: string): string => `p:${digits}`,
    ofProcess: (process: string): string => `in the memory of ${process}`,
    inConsole: 'Run vtop for this address in the crash console',
    mappedAs: 'mapped as',
    pageOf: (bytes: number): string =>
      bytes >= 1 << 30
        ? `page of ${bytes >> 30} GiB`
        : bytes >= 1 << 20
          ? `page of ${bytes >> 20} MiB`
          : `page of ${bytes >> 10} KiB`,
    is: 'is',
    owner: 'owner',
    page: 'struct page',
    noPage: 'not known',
    head: 'of its group',
    flags: 'flags',
    type: 'type',
    count: 'references',
    mapCount: 'mapped',
    mapping: 'mapping',
    index: 'index',
    cache: 'slab cache',
    object: 'object',
    slab: 'slab',
    use: 'use',
    debug: 'SLUB debug',
    bytes: (count: number): string => `${count} bytes`,
  },
  asPointer: 'pointer',
  isIn: 'in',
  absentLabel: 'absent',
};
