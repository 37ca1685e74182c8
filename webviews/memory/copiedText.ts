import { VmcoreError } from '../../core/base/errors';
import { cArrayText, rdSymbolsText, rdText, type MaybeByte } from './model/rdText';
import { lengthOf } from './model/selection';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

/** More text than anybody pastes; a file takes any length. */
const maxCopiedBytes = 64 * 1024;
const wireBytes = 8;

/** The crash command that prints what is selected; a single byte stands for its row. */
function rdCommand(shown: ShownMemory, form: 'bytes' | 'words'): string {
  const { start, sizeBytes, width } = copiedRange(shown, form);
  const flags = [
    ...(shown.space.physical ? ['-p'] : []),
    ...(form === 'words' ? ['-SS'] : width === wireBytes ? [] : [`-${width * 8}`]),
  ];
  return ['rd', ...flags, start.toString(16), String(Math.ceil(sizeBytes / width))].join(' ');
}

/** As crash prints it, with its prompt. Undefined while not all of it has arrived. @throws VmcoreError `too-long-to-copy` */
export function crashText(shown: ShownMemory, form: 'bytes' | 'words'): string | undefined {
  const { start, sizeBytes, width } = copiedRange(shown, form);
  const bytes = bytesIn(shown, start, sizeBytes);
  if (!bytes) return undefined;
  const { littleEndian, wordSizeBytes } = shown.info;
  const text =
    form === 'words'
      ? rdSymbolsText(start, bytes, wordSizeBytes, littleEndian, crashNames(shown, start, sizeBytes))
      : rdText(start, bytes, width, littleEndian);
  return `crash> ${rdCommand(shown, form)}\n${text}\n`;
}

/** @throws VmcoreError `not-whole` where the dump lacks any of the bytes, or `too-long-to-copy` */
export function arrayText(shown: ShownMemory): string | undefined {
  const { start, sizeBytes } = copiedRange(shown, 'bytes');
  const bytes = bytesIn(shown, start, sizeBytes);
  if (!bytes) return undefined;
  const text = cArrayText(start, bytes);
  if (text === undefined) throw new VmcoreError('not-whole', strings.notWhole, strings.saveInstead);
  return `${text}\n`;
}

interface CopiedRange {
  readonly start: bigint;
  readonly sizeBytes: number;
  readonly width: 1 | 2 | 4 | 8;
}

function copiedRange(
  { selection, start, layout, rowBytes, info }: ShownMemory,
  form: 'bytes' | 'words',
): CopiedRange {
  const selected = lengthOf(selection);
  if (selected > maxCopiedBytes) {
    throw new VmcoreError('too-long-to-copy', strings.tooLongToCopy(selected), strings.saveInstead);
  }
  const width = form === 'words' || layout.pointers ? info.wordSizeBytes : layout.width;
  const isSingle = selected === 1;
  const row = rowBytes > 16n ? rowBytes : 16n;
  const unit = BigInt(width);
  const from = isSingle ? start - (start % row) : start - (start % unit);
  const length = isSingle ? Number(row) : Math.ceil((selected + Number(start - from)) / width) * width;
  return { start: from, sizeBytes: length, width };
}

/** Undefined while any has not arrived. */
function bytesIn(
  { loader }: ShownMemory,
  start: bigint,
  sizeBytes: number,
): readonly MaybeByte[] | undefined {
  const bytes: MaybeByte[] = [];
  for (let offset = 0; offset < sizeBytes; offset++) {
    const byte = loader.at(start + BigInt(offset));
    if (byte === undefined) return undefined;
    bytes.push(typeof byte === 'number' ? byte : undefined);
  }
  return bytes;
}

/** The names that crash writes in the place of a word. */
function crashNames(
  { loader, info }: ShownMemory,
  start: bigint,
  sizeBytes: number,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (let offset = 0; offset < sizeBytes; offset += info.wordSizeBytes) {
    const crash = loader.wordAt(start + BigInt(offset))?.crash;
    if (crash !== undefined) names.set(offset, crash);
  }
  return names;
}

/** crash's command for what is selected; undefined where that is more than crash would be asked for. */
export function selectedRdCommand(shown: ShownMemory): string | undefined {
  if (lengthOf(shown.selection) > maxCopiedBytes) return undefined;
  return rdCommand(shown, shown.layout.pointers ? 'words' : 'bytes');
}
