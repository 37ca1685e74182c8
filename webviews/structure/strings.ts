/** Words of the Structures panel, in one place to translate. */
export const strings = {
  type: 'Type',
  typeHint:
    'A struct, union or typedef, such as task_struct; Ctrl+Space completes. Left empty, the address tells it',
  address: 'Address',
  addressHint:
    'Address, symbol, pid:1, runqueues:0 (of cpu 0), init_task.mm; left empty, the layout of the type',
  show: 'Show',
  filter: 'Filter members',
  filterHint:
    'Words of a name or value; is:null, is:freed, is:excluded; of a layout: of a name or type, is:hole. Enter searches, n and N move, Esc clears',
  hex: 'Hex',
  hexHint: 'Numbers in hex (x)',
  pin: 'Pin',
  pinHint: 'Keep this object beside the next one of its type (k)',
  unpinHint: 'Take the pin away (k)',
  differences: 'Diff',
  differencesHint: 'Only what differs from the pinned objects (=)',
  listHint:
    'What hangs on it: struct and member, such as task_struct.sibling. Enter shows it, empty shows the links',
  listLabel: 'Show as a list of',
  rows: 'Members',
  offset: 'Offset',
  size: 'Size',
  member: 'Member',
  memberType: 'Type',
  value: 'Value',
  hole: (sizeBytes: number): string => (sizeBytes === 1 ? 'hole, 1 byte' : `hole, ${sizeBytes} bytes`),
  differs: 'differs',
  nothingBeside: 'nothing here',
  more: (count: number): string => `${count.toLocaleString('en-US')} more · Enter shows the next 100`,
  loading: 'Reading…',
  listOf: (link: string, total: number | undefined): string =>
    total === undefined ? `as list of ${link}` : `list of ${total.toLocaleString('en-US')} by ${link}`,
  sizeOf: (bytes: number): string => `${bytes.toLocaleString('en-US')} bytes`,
  beside: (count: number): string =>
    count === 1 ? 'beside it: 1 pinned object' : `beside it: ${count} pinned objects`,
  holes: (count: number, bytes: number): string =>
    count === 0 ? 'no holes' : `${count} ${count === 1 ? 'hole' : 'holes'} of ${bytes} bytes together`,
  within: (offset: number, text: string): string =>
    `${offset < 0 ? '-' : '+'}0x${Math.abs(offset).toString(16)} in ${text}`,
  guessedFromSlab: 'type guessed from slab',
  found: (count: number, isComplete: boolean): string =>
    `${count}${isComplete ? '' : '+'} found${isComplete ? '' : '; long arrays and deep nesting were not searched to the end'}`,
  notFound: (text: string, isComplete: boolean): string =>
    `No member matches “${text}”${isComplete ? '' : ' in what was searched: long arrays only as far as 256 elements'}`,
  clearFilter: 'Clear filter',
  nothingPinned: 'Pin an object of this type first (k), then open another one',
  pinned: (label: string): string => `Pinned ${label}: open another object of this type to see both`,
  layoutUnpinned: 'Only an object can be pinned: give an address',
  noChain: 'The current row is no list_head, hlist_head, rb_root, xarray or maple_tree',
  copied: 'Copied',
  pickFirst: 'Pick a type',
  pickFirstDetail: 'Type its name above, and an address, a symbol or an expression beside it.',
  retry: 'Retry',
  isPinned: 'pinned',
  links: {
    object: 'Show object',
    disassembly: 'Disassembly',
    'memory-there': 'Memory there',
    'memory-here': 'Memory here',
    backtrace: 'Backtrace',
    task: 'Task',
    'only-this': 'Show alone',
  },
  linksLabel: 'Where the current member leads',
};
