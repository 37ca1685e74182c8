import type { LogLink } from '../../../core/protocol/logPanel';

export interface FoundLink {
  readonly link: LogLink;
  /** Offsets in the line: [start, end). */
  readonly start: number;
  readonly end: number;
}

/** Nobody follows links beyond this, and a line can be a megabyte long. */
const scannedCharacters = 10_000;

// `%pS` prints symbol+0xoffset/0xsize [module], kallsyms' sprint_symbol(); `%px` and registers 16 digits.
const codeText =
  /\b([A-Za-z_][\w.$]{0,511}\+0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16})(?: \[([\w-]{1,64})(?: [\w+-]{1,64})?\])?/g;
// NULL leads nowhere.
const addressText = /(?<![\w-])(?:0x)?((?!0{16})[0-9a-f]{16})(?![\w-])/g;
// dump_stack_print_info() of lib/dump_stack.c, and check_hung_task() of kernel/hung_task.c.
const taskText = /\bPID: (\d{1,7})\b|\btask [^\n]{1,32}?:(\d{1,7}) (?:blocked|is blocked)/g;
// print_modules() of kernel/module/main.c: names, with taint letters in brackets, and the one unloaded last.
const modulesLine = /\bModules linked in:(.*)/;
const moduleName = /(?<=\s)[a-z_]\w{0,63}(?=[\s(]|$)/g;

/** In their order on the line. */
export function findLinks(line: string): FoundLink[] {
  const scanned = line.slice(0, scannedCharacters);
  return [
    ...codeLinks(scanned),
    ...addressLinks(scanned),
    ...taskLinks(scanned),
    ...moduleLinks(scanned),
  ].sort((a, b) => a.start - b.start);
}

/** The link at `offset`, else the first one of the line. */
export function linkAt(line: string, offset: number): LogLink | undefined {
  const links = findLinks(line);
  return (links.find(({ start, end }) => start <= offset && offset <= end) ?? links[0])?.link;
}

function* codeLinks(line: string): Iterable<FoundLink> {
  for (const { 0: whole, 1: symbol = '', 2: module, index } of line.matchAll(codeText)) {
    const link: LogLink = { kind: 'symbol', text: symbol, ...(module !== undefined && { module }) };
    yield { link, start: index, end: index + symbol.length };
    if (module === undefined) continue;
    const start = index + whole.indexOf('[', symbol.length) + 1;
    yield { link: { kind: 'module', text: module }, start, end: start + module.length };
  }
}

function* addressLinks(line: string): Iterable<FoundLink> {
  for (const { 0: whole, 1: address = '', index } of line.matchAll(addressText)) {
    const end = index + whole.length;
    yield { link: { kind: 'address', text: address }, start: end - address.length, end };
  }
}

function* taskLinks(line: string): Iterable<FoundLink> {
  for (const { 0: whole, 1: printed, 2: blocked, index } of line.matchAll(taskText)) {
    const pid = printed ?? blocked ?? '';
    const start = index + whole.lastIndexOf(pid);
    yield { link: { kind: 'task', text: pid }, start, end: start + pid.length };
  }
}

function* moduleLinks(line: string): Iterable<FoundLink> {
  const listed = modulesLine.exec(line);
  if (!listed) return;
  const names = listed[1]?.replace(/\[last unloaded:.*/, '') ?? '';
  const offset = listed.index + listed[0].length - (listed[1]?.length ?? 0);
  for (const { 0: name, index } of names.matchAll(moduleName)) {
    yield { link: { kind: 'module', text: name }, start: offset + index, end: offset + index + name.length };
  }
}
